"""Python sources as byte code with no more in it than answers need.

    python bytecode.py SOURCES.zip COMPILED.zip

No documentation, no assertions, no annotations of functions, no numbers of lines, no names of files: nobody
reads a traceback in a browser. In a process of its own, since what marshal writes depends on what else a
process has read.
"""

import ast
import marshal
import sys
import zipfile
from importlib.util import MAGIC_NUMBER
from types import CodeType

HEADER = MAGIC_NUMBER + bytes(
    12
)  # of no known time and size: the archive holds no sources to compare


class _Unannotated(ast.NodeTransformer):
    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        node.returns = None
        return node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node


def byte_code(source: bytes) -> bytes:
    """The content of a .pyc file."""
    tree = _Unannotated().visit(ast.parse(source))
    return HEADER + marshal.dumps(_lean(compile(tree, "", "exec", dont_inherit=True, optimize=2)))


def _lean(code: CodeType) -> CodeType:
    inner = tuple(_lean(one) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_consts=inner, co_linetable=b"", co_qualname=code.co_name)


def main(sources: str, compiled: str) -> None:
    with zipfile.ZipFile(sources) as read, zipfile.ZipFile(compiled, "w") as written:
        for name in read.namelist():
            content = read.read(name)
            if name.endswith(".py"):
                name, content = f"{name}c", byte_code(content)
            written.writestr(name, content)


if __name__ == "__main__":
    main(*sys.argv[1:])
