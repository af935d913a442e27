"""Search: what a reader types, in Chinese words or near-words, brings up the page that answers it."""

import time

from playwright.sync_api import Page
from tests.site.conftest import StaticServer

PATIENCE = 4  # seconds until a query counts as not found

QUERIES = {
    "加注": "guides/annotation/",
    "证书加注": "guides/annotation/",
    "加注有效期": "guides/annotation/",
    "加注计算器": "tools/annotation/",
    "下载电子证书": "guides/e-certificate-download/",
    "电子证书": "guides/e-certificate-download/",
    "打印证书": "guides/e-certificate-download/",
    "已撤销": "guides/e-certificate-download/",
    "证书查验": "guides/verification/",
    "验证证书": "guides/verification/",
    "真假": "guides/verification/",
    "注册证": "guides/two-certificates/",
    "资格证书": "guides/two-certificates/",
    "续期": "guides/practice-registration/",
    "延续注册": "guides/practice-registration/",
    "首次注册": "guides/practice-registration/",
    "变更注册": "guides/practice-registration/",
    "注销": "guides/practice-registration/",
    "换单位": "guides/practice-registration/",
    "继续教育": "guides/continuing-education/",
    "学分": "guides/continuing-education/",
    "公需科目": "guides/continuing-education/",
    "学时": "guides/continuing-education/",
    "诈骗": "guides/privacy-protection/",
    "个人信息": "guides/privacy-protection/",
    "误区": "guides/misconceptions/",
    "报考条件": "guides/eligibility/",
    "工作年限": "guides/eligibility/",
    "大专": "guides/eligibility/",
    "报名入口": "guides/registration-for-exam/",
    "报名流程": "guides/registration-for-exam/",
    "准考证": "guides/admission-and-rules/",
    "考场规则": "guides/admission-and-rules/",
    "合格线": "guides/subjects-and-pass-line/",
    "及格": "guides/subjects-and-pass-line/",
    "题型": "guides/subjects-and-pass-line/",
    "成绩有效期": "guides/score-validity/",
    "滚动": "guides/score-validity/",
    "免试": "guides/exemption/",
    "高级职称": "guides/exemption/",
    "香港": "guides/hk-macao-taiwan/",
    "台湾": "guides/hk-macao-taiwan/",
    "单独划线": "guides/special-area-line/",
    "查成绩": "guides/results-and-certificate/",
    "领证": "guides/results-and-certificate/",
    "补办": "guides/results-and-certificate/",
    "通过率": "guides/preparation-and-pass-rates/",
    "备考": "guides/preparation-and-pass-rates/",
    "报名费": "guides/fees/",
    "事业编": "guides/careers/",
    "常见问题": "guides/faq/",
    "广东": "provinces/guangdong/",
    "新疆兵团": "provinces/xinjiang-bingtuan/",
    "考试日历": "calendar/",
    "隐私": "about/privacy/",
}


def top_three(page: Page) -> list[str]:
    """Addresses of the first three pages found; places in one page count once."""
    found = page.locator(".md-search-result__item > a").evaluate_all(
        "links => links.map(link => new URL(link.href).pathname)"
    )
    return list(dict.fromkeys(found))[:3]


def test_each_query_finds_its_page_among_the_first_three(page: Page, server: StaticServer) -> None:
    assert len(QUERIES) >= 40
    page.goto(server.url("/"))
    page.locator("label[for=__search]").first.click()
    box = page.locator("input.md-search__input")
    failed = []
    for query, wanted in QUERIES.items():
        box.fill(query)
        page.keyboard.press("End")
        end, found = time.monotonic() + PATIENCE, []
        while f"/{wanted}" not in found and time.monotonic() < end:
            page.wait_for_timeout(100)
            found = top_three(page)
        if f"/{wanted}" not in found:
            failed.append(f"{query}: {wanted} is not among {found}")
    assert not failed, "\n".join(failed)
