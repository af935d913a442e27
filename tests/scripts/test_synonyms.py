"""The table of near-words: what it refuses, and that each of its terms stands on some page."""

from pathlib import Path

import pytest

from scripts.facts.resolve import facts
from scripts.places import DOCS, TEMPLATES
from tests.scripts.made_up import problems, write

TABLE = "synonyms.yml"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"term": "加注", "near": ["加签"]}, {"term": "加注", "near": ["授权"]}], "写了两行"),
        ([{"term": "加注", "near": ["签"]}, {"term": "注册", "near": ["签"]}], "已经写在 加注"),
        ([{"term": "接口", "near": ["API"]}, {"term": "数据", "near": ["api"]}], "已经写在 接口"),
        ([{"term": "加注", "near": ["注册"]}, {"term": "注册", "near": ["办证"]}], "自己就是"),
        ([{"term": "加注", "near": []}], "不能是空的"),
        ([{"term": "加注", "near": ["加签"], "page": "x"}], "没有这个键"),
    ],
)
def test_a_wrong_row_is_refused(tmp_path: Path, rows: list[dict[str, object]], said: str):
    def spoil(files: dict[str, object]) -> None:
        files[TABLE] = rows

    found = problems(write(tmp_path, spoil))
    assert any(said in p.expected for p in found), found
    assert all(p.file.endswith(TABLE) for p in found)


def test_every_term_stands_on_a_page():
    pages = [p for p in DOCS.rglob("*.md") if p.parts[-2] not in {"dev", "adr"}]
    texts = [p.read_text("utf-8") for p in [*pages, *(TEMPLATES / "facts").glob("*.j2")]]
    texts += [(DOCS / "data" / name).read_text("utf-8") for name in ("faq.yml", "national.yml")]
    missing = [s.term for s in facts().synonyms if not any(s.term in text for text in texts)]
    assert missing == []
