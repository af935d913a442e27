"""What the theme writes against the HTML standard is mended, and nothing else is touched."""

import pytest

from scripts.finish.theme_html import mend


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        (
            '<input type="checkbox" id="a" autocomplete="off">',
            '<input type="checkbox" id="a">',
        ),
        (
            '<input type="text" name="q" autocomplete="off">',
            '<input type="text" name="q" autocomplete="off">',
        ),
        (
            '<label for="x" id="y" tabindex="">a</label>',
            '<label for="x" id="y">a</label>',
        ),
        ('<label for="x" tabindex="0">a</label>', '<label for="x" tabindex="0">a</label>'),
        ('<label class="t" for="__toc">a</label>', '<label class="t">a</label>'),
        (
            '<input type="checkbox" id="__toc"><label for="__toc">a</label>',
            '<input type="checkbox" id="__toc"><label for="__toc">a</label>',
        ),
    ],
)
def test_mend(written: str, mended: str):
    assert mend(written) == mended
