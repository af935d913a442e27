"""The moment a build speaks for: SOURCE_DATE_EPOCH, else a day kept in the data. Never the clock."""

import os
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time


def newest_check(texts: Iterable[str]) -> date:
    """The newest `checked_on` in the text of the files of facts."""
    found = [
        day for text in texts for day in re.findall(r"checked_on: ['\"]?(\d{4}-\d\d-\d\d)", text)
    ]
    return date.fromisoformat(max(found))


def built_at(as_of: date) -> datetime:
    """In UTC, whole seconds. Raises ValueError when SOURCE_DATE_EPOCH is no whole number."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.combine(as_of, time(), UTC)
