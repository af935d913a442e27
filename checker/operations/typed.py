"""`typed`: dates as people type them, written in full; what is not understood comes back as it was.

Whether a date is real and in range is for the operation that it is meant for.
"""

from collections.abc import Mapping
from typing import Any

from checker import typed
from checker.fields import Array, Object, text
from checker.requests import with_defaults

MOST_DATES = 3000

REQUEST = Object({"op": text, "dates": Array(text, "dates", MOST_DATES)}, required=("dates",))


def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a `typed` request: as many texts as were given, in order. Raises Fault."""
    fields = REQUEST(request)
    return {
        "ok": True,
        "op": "typed",
        "asked": with_defaults(request),
        "dates": [typed.date(each) for each in fields["dates"]],
    }
