"""`typed`: dates as people type them, written in full; what is not understood comes back as it was.

Whether a date is real and in range is for the operation that it is meant for.
"""

from collections.abc import Mapping
from typing import Any

from checker import typed
from checker.fields import Array, Object, text
from checker.operation import Asked, Operation
from checker.requests import with_defaults

MOST_DATES = 3000

REQUEST = Object({"op": text, "dates": Array(text, "dates", MOST_DATES)}, required=("dates",))


def read(request: Mapping[str, Any]) -> Asked:
    """Understands a request: the texts that stand where dates are asked for. Raises Fault."""
    return Asked(with_defaults(request), REQUEST(request))


def answer(asked: Asked) -> dict[str, Any]:
    """As many texts as were given, in order."""
    return {"dates": [typed.date(each) for each in asked.fields["dates"]]}


OPERATION = Operation("typed", (), read, answer)
