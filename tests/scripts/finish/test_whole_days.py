import pytest

from scripts.finish.whole_days import whole_days


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("<p>核对于 2026-11-23。</p>", '<p>核对于 <span class="day">2026-11-23</span>。</p>'),
        ("<q>2026年1月6日起</q>", '<q><span class="day">2026年1月6日</span>起</q>'),
        ("<b>至8月20日 17:00</b>", '<b>至<span class="day">8月20日</span> 17:00</b>'),
        ("<b>2025年12月或者2026年</b>", '<b><span class="day">2025年12月</span>或者2026年</b>'),
        (
            "<code>2026年3月5日</code>",
            '<code><span class="day">2026年3月5日</span></code>',
        ),
        (
            "<p>第 12026-01-05 号，2026-13 和 1月2日</p>",
            '<p>第 1<span class="day">2026-01-05</span> 号，2026-13 和 <span class="day">1月2日</span></p>',
        ),
    ],
)
def test_a_day_is_one_whole(text: str, whole: str):
    assert whole_days(text) == whole


@pytest.mark.parametrize(
    "text",
    [
        '<time datetime="2026-11-23">昨天</time>',
        "<input value='2026-11-23' title=\"a > 2026-11-23\">",
        "<script>day = '2026-11-23' < '<p>2026-11-24</p>'</script>",
        "<title>2026-11-23</title>",
        "<textarea>2026-11-23</textarea>",
        "<option>2026-11-23</option>",
        "<svg><text>10月18日</text></svg>",
        "<pre><code>2026-11-23</code></pre>",
        "<!-- 2026-11-23 -->",
    ],
)
def test_what_is_no_text_of_the_page_stays(text: str):
    assert whole_days(text) == text
