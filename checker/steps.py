"""The steps of an explanation: which rule, on which phrase it hangs, what follows, which numbers."""

from collections.abc import Mapping
from typing import Any

Step = Mapping[str, Any]


def step(rule: str, phrase: str, text: str, **values: object) -> Step:
    """An entry of `explanation`; dates in `values` as `YYYY-MM-DD`."""
    return {"rule": rule, "phrase": phrase, "text": text, "values": values}
