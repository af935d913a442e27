"""The list of watched pages: addresses stand once, with a source, and say what nobody has opened."""

from pathlib import Path

import pytest

from scripts.facts.load import load
from scripts.facts.watching import watched
from tests import known as ours
from tests.scripts.made_up import problems, write


def page(**more):
    row = {"id": "one", "area": "guangdong", "opened_on": "never opened", **more}
    return lambda files: files["watch.yml"]["pages"].append(row)


AGENCY = {"address_of": "provinces/guangdong/exam_agency"}


def test_an_address_is_that_of_the_fact(tmp_path: Path):
    (found,) = watched(load(write(tmp_path, page(**AGENCY))))
    assert (found.url, found.publisher, found.opened) == ("http://example.gov.cn/", "机构", False)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"address_of": "provinces/nowhere/exam_agency"}, "没有写网址"),
        ({"url": "https://example.com/"}, "要有来源"),
        ({**AGENCY, "url": "https://example.com/"}, "恰好写一个"),
        ({}, "恰好写一个"),
        ({**AGENCY, "area": "nowhere"}, "area 应是"),
        ({"url": "https://example.com/", "source": ["no-such"]}, "sources.yml"),
        ({**AGENCY, "opened_on": "yesterday"}, "never opened"),
    ],
)
def test_what_is_refused(tmp_path: Path, row, says: str):
    found = problems(write(tmp_path, page(**row)))
    assert any(says in str(problem) for problem in found), [str(p) for p in found]


def test_two_pages_of_one_address_or_name_are_refused(tmp_path: Path):
    def twice(files):
        page(**AGENCY)(files)
        page(**AGENCY)(files)

    said = "".join(map(str, problems(write(tmp_path, twice))))
    assert "只能用一次" in said
    assert "同一个网址" in said


def test_a_host_that_may_not_be_linked_is_not_watched(tmp_path: Path):
    def edit(files):
        page(**AGENCY)(files)
        files["sources.yml"]["made-up"] |= {"url": "http://example.gov.cn/x", "linkable": False}

    assert any("linkable: false" in str(p) for p in problems(write(tmp_path, edit)))


def test_every_authority_with_an_address_is_watched():
    dataset = ours.dataset()
    known = {
        authority.url
        for province in dataset.provinces.values()
        for authority in (province.exam_agency, province.drug_administration)
        if authority.url
    }
    pages = list(watched(dataset))
    assert known <= {each.url for each in pages}
    assert {each.area for each in pages} == {"national", *dataset.provinces}
