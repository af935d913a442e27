"""The pictures that README and the help page show are there, whole and small."""

import re
from html.parser import HTMLParser

from scripts.dev.screenshots import FOLDER, MOST_BYTES, SIZES, STATES
from scripts.places import DOCS, ROOT

USERS = (ROOT / "README.md", ROOT / "README.zh.md", DOCS / "tools" / "help.md")


class Pictures(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.undescribed: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        if tag == "img" and not found.get("alt"):
            self.undescribed.append(found.get("src") or "")


def test_every_state_has_its_pictures_and_every_picture_is_shown():
    taken = {path.name for path in FOLDER.iterdir()}
    assert taken == {f"{name}-{width}.webp" for name in STATES for width in SIZES}
    shown = {
        name
        for user in USERS
        for name in re.findall(r"screenshots/([\w-]+\.webp)", user.read_text("utf-8"))
    }
    assert shown == taken


def test_pictures_are_small_and_described():
    for path in FOLDER.iterdir():
        content = path.read_bytes()
        assert content[:4] + content[8:12] == b"RIFFWEBP", path
        assert len(content) <= MOST_BYTES, path
    for user in USERS:
        assert Pictures(user.read_text("utf-8")).undescribed == []
