"""What the last run knew: one file, written whole or not at all. Losing it costs one full run."""

import json
import os
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from scripts.upkeep.fetch import Known, Robots

SHAPE = 1


@dataclass
class Seen:
    """A page as it was last opened. `links`: of a list, the addresses that stood on it; `sha256` of
    the body; `first_seen` and `title` of a notice, `found_on` the list that named it."""

    known: Known = field(default_factory=Known)
    sha256: str = ""
    links: list[str] = field(default_factory=list)
    title: str = ""
    found_on: str = ""
    first_seen: date | None = None


@dataclass
class State:
    pages: dict[str, Seen] = field(default_factory=dict)
    robots: dict[str, Robots] = field(default_factory=dict)


def load(path: Path) -> State:
    """An empty state for a file that is missing, damaged or of another shape."""
    try:
        data = json.loads(path.read_text("utf-8"))
        if data["shape"] != SHAPE:
            return State()
        return State(
            {url: _seen(row) for url, row in data["pages"].items()},
            {
                origin: Robots(
                    str(row["text"]), int(row["status"]), _utc(datetime.fromisoformat(row["at"]))
                )
                for origin, row in data["robots"].items()
            },
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return State()


def _utc(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _seen(row: Any) -> Seen:
    first = row["first_seen"]
    return Seen(
        Known(str(row["known"]["etag"]), str(row["known"]["last_modified"])),
        str(row["sha256"]),
        [str(link) for link in row["links"]],
        str(row["title"]),
        str(row["found_on"]),
        date.fromisoformat(first) if first else None,
    )


def save(state: State, path: Path) -> None:
    data = {"shape": SHAPE, **asdict(state)}
    write(path, json.dumps(data, ensure_ascii=False, indent=1, default=str) + "\n")


def write(path: Path, text: str) -> None:
    """The file whole, or as it was before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with scratch.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)
