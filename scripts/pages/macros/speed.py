"""What the page about speed says: one committed run of `make bench` (docs/data/speed.json).

A page asks for a figure by the name that the run's table gives it.
"""

import json
from collections.abc import Mapping
from typing import Any

from scripts.places import DOCS

REPORT = DOCS / "data" / "speed.json"

Figure = Mapping[str, Any]


def macros() -> Mapping[str, object]:
    report: dict[str, Any] = json.loads(REPORT.read_text("utf-8"))
    figures: dict[str, Figure] = {row["name"]: row for row in report["rows"]}

    def figure(name: str) -> Figure:
        """A row of the run: value, unit, stock, ratio, most, reached. Raises LookupError."""
        if name not in figures:
            raise LookupError(f"{REPORT.name} 里没有 {name}；有 {'、'.join(figures)}")
        return figures[name]

    def against_stock(what: str, name: str) -> str:
        """A row of a table: what was measured, ours, stock, the ratio, the goal."""
        row = figure(name)
        goal = f"{_percent(row['most'])}，{'达到' if row['reached'] else '没有达到'}"
        cells = (what, _shown(row, "value"), _shown(row, "stock"), _percent(row["ratio"]), goal)
        return f"| {' | '.join(cells)} |"

    return {
        "bench": report,
        "figure": figure,
        "shown_figure": lambda name: _shown(figure(name), "value"),
        "against_stock": against_stock,
    }


def _percent(ratio: float) -> str:
    return f"{ratio:.0%}"


def _shown(row: Figure, which: str) -> str:
    """With the unit that a reader knows: 2,934 ms is 2.9 秒."""
    value = row[which]
    match row["unit"]:
        case "ms" if value >= 100:
            return f"{value / 1000:.1f} 秒"
        case "ms":
            return f"{value / 1000:.2f} 秒"
        case "s":
            return f"{value:.1f} 秒"
        case "kB" if value >= 1000:
            return f"{value / 1000:.1f} MB"
        case unit:
            return f"{value:,.0f} {unit}"
