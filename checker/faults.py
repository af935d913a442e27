"""What can be wrong with a request: one code, the field it stands in, and a sentence."""

from collections.abc import Mapping

from checker import messages


class Fault(Exception):
    """A fault in a request.

    `field` grows from the inside out while the exception passes the readers of the enclosing
    arrays and objects: `applied_on` → `[0].applied_on` → `annotations[0].applied_on`.
    """

    def __init__(self, code: str, field: str = "", /, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.values = values
        self.sentence = ""

    def saying(self, sentence: str) -> "Fault":
        """The same fault with a message of its own, where that of its code says too little."""
        self.sentence = sentence
        return self

    def under(self, name: str) -> "Fault":
        """The same fault, seen from the object that holds it as member `name`."""
        separator = "." if self.field and not self.field.startswith("[") else ""
        self.field = f"{name}{separator}{self.field}"
        return self

    @property
    def message(self) -> str:
        template = self.sentence or messages.FAULTS.get(self.code)
        return (template or messages.TABLE_FAULTS[self.code]).format(**self.values)

    def as_answer(self) -> Mapping[str, object]:
        error = {"code": self.code, "field": self.field, "message": self.message}
        return {"ok": False, "error": error}
