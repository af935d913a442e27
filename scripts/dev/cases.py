"""The hand-worked cases of tests/cases, as the checks in other engines ask and answer them."""

import json
from functools import cache
from typing import Any
from urllib.parse import quote

from ruamel.yaml import YAML

from checker.bridge import handle
from scripts.places import ROOT

CASES = ROOT / "tests" / "cases"
# What a reader types → the page that is to be among the first three found.
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
    "续期": "guides/registration-renewal/",
    "延续注册": "guides/registration-renewal/",
    "首次注册": "guides/first-registration/",
    "变更注册": "guides/registration-change/",
    "注销": "guides/registration-cancellation/",
    "换单位": "guides/registration-change/",
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


@cache
def load(name: str) -> list[dict[str, Any]]:
    """All cases of `tests/cases/<name>.yml`."""
    yaml = YAML(typ="safe", pure=True)
    yaml.constructor.add_constructor(
        "tag:yaml.org,2002:timestamp", yaml.constructor.construct_yaml_str.__func__
    )
    cases: list[dict[str, Any]] = yaml.load((CASES / f"{name}.yml").read_text("utf-8"))
    ids = [case["id"] for case in cases]
    assert len(ids) == len(set(ids)), f"{name}.yml: two cases share an id"
    return cases


def fragment(request: dict[str, Any]) -> str:
    """The share link's fragment of an `assess` request, written from docs/dev/contracts.md alone."""
    certificate = request.get("certificate", {})
    single = {
        "apply_on": request.get("apply_on"),
        "days": request.get("days"),
        "exam_year": certificate.get("exam_year"),
        "issued_on": certificate.get("issued_on"),
    }
    parts = [f"{name}={quote(str(value))}" for name, value in single.items() if value is not None]
    for a in request.get("annotations", []):
        end = f"~{a['valid_until']}" if "valid_until" in a else f":{a['days']}"
        parts.append(f"a={a['applied_on']}{end}")
    return "#" + "&".join(parts)


def expected(request: dict[str, Any]) -> dict[str, Any]:
    """What the page has to show, from the checker in this Python."""
    answer = json.loads(handle(json.dumps({**request, "op": "assess"})))
    return {
        "verdict": answer["verdict"],
        **{f"earliest.{name}": day for name, day in answer["earliest"].items()},
        **{f"valid_until.{name}": day for name, day in answer["valid_until"].items()},
        "ready_by": answer["ready_by"],
    }
