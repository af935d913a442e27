"""JavaScript functions called from Python: by position, converted as by default."""

from typing import NoReturn

from _pyodide_core import (  # type: ignore[import-not-found]
    JsFuncSignature,
    js2py_default_call_result,
    py2js_default,
)

no_default = object()


def _any_call(*positional: object, **named: object) -> None: ...


# function, construct, least positional, positional, their defaults, the other positional ones,
# named: names, converters, defaults; the other named ones; result
default_signature = JsFuncSignature(
    _any_call,
    False,
    0,
    (),
    (),
    py2js_default,
    (),
    (),
    (),
    py2js_default,
    js2py_default_call_result,
)


def _no_signatures(*_: object) -> NoReturn:
    raise NotImplementedError("no declared signatures here")


func_to_sig = get_attr_sig = bind_class_sig = _no_signatures
