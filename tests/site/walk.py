"""Which pages are opened by a test that walks the site: one of each kind in `make test`, all in `make trust`."""

from pathlib import Path

import pytest

from scripts.dev.kinds import KINDS
from scripts.places import SITE

GROUPS = 8  # of all pages, so that they are walked side by side
ONE_OF_EACH_KIND = "one of each kind"

walks = pytest.mark.parametrize(
    "pages",
    [ONE_OF_EACH_KIND, *(pytest.param(group, marks=pytest.mark.trust) for group in range(GROUPS))],
)


def html_files() -> list[Path]:
    """Of one edition: tests/site/test_hant.py has the other."""
    return sorted(path for path in SITE.rglob("*.html") if not path.is_relative_to(SITE / "hant"))


def every_page() -> list[Path]:
    """All but those that lead on to another at once."""
    return [path for path in html_files() if 'http-equiv="refresh"' not in path.read_text("utf-8")]


def addresses(pages: str | int) -> list[str]:
    """What `walks` asks for, below the site's root: `` for the home page, `guides/`, `404.html`."""
    if pages == ONE_OF_EACH_KIND:
        return [kind.example for kind in KINDS]
    names = (path.relative_to(SITE).as_posix() for path in every_page()[int(pages) :: GROUPS])
    return [name.removesuffix("index.html") for name in names]
