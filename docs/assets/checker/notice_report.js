// What was read, handed in: a text for the address of reports, and the lines of the data files.

import { copier } from "./copy.js";
import { button, element } from "./dom.js";
import { days } from "./notice.js";
import { OF_COUNTRY } from "./notice_compare.js";
import { todayInBeijing } from "../today.js";
import { NOTICE } from "./words.js";

export function handIn(answer, compared, { report, areaName }) {
  const said = element("span", { class: "hint", role: "status" });
  const text = reportText(answer, compared, areaName);
  const yaml = yamlText(answer);
  const shown = (content, label) => element("textarea", { readonly: "", rows: "6", "aria-label": label, spellcheck: "false" }, content);
  const written = shown(text, NOTICE.report);
  const lines = shown(yaml, NOTICE.yaml);
  const where = element("a", { class: "md-button", href: report }, NOTICE.where);
  return [
    element("h3", {}, NOTICE.hand_in),
    element("p", {}, NOTICE.hand_in_hint),
    element("div", { class: "share" }, written),
    element("p", { class: "take" }, button(NOTICE.report, copier(written, said), { "data-copy": "report" }), button(NOTICE.yaml, copier(lines, said), { "data-copy": "yaml" }), where),
    element("p", {}, said),
    element("details", {}, element("summary", {}, NOTICE.yaml_summary), element("div", { class: "share" }, lines)),
  ];
}

function reportText(answer, compared, areaName) {
  return NOTICE.report_text({
    area: areaName ?? NOTICE.not_chosen,
    year: answer.exam.year ?? NOTICE.not_known,
    lines: answer.found.map((value, i) => NOTICE.report_line(NOTICE.what[value.what], days(value), NOTICE.status[value.status][1], compared[i].text, value.quote)),
    unread: answer.unread.map(({ text, why }) => `${text}：${NOTICE.why[why]}`),
  });
}

// As docs/dev/data.md has them; the build stops at a source that is not filled in.
export function yamlText({ found, exam, area }) {
  const ours = found.filter(({ what }) => !OF_COUNTRY.includes(what));
  const country = found.filter(({ what }) => OF_COUNTRY.includes(what));
  const year = exam.year ?? "YEAR";
  return [
    ...(ours.length ? [`# docs/data/provinces/${area ?? "AREA"}.yml`, "exams:", `  ${year}:`, ...ours.flatMap((value) => entry(value, found, "    "))] : []),
    ...(country.length ? [`# docs/data/exams/${year}.yml`, ...country.flatMap((value) => entry(value, found, ""))] : []),
    "",
  ].join("\n");
}

function entry(value, found, indent) {
  const twice = found.filter(({ what }) => what === value.what).length > 1;
  // Which of the four kinds of certificate dates it is, the reader of a notice does not tell.
  const name = value.what === "certificate" ? "certificate_collection" : value.what;
  const remark = value.what === "certificate" ? "  # or certificate_application, certificate_mail, e_certificate" : "";
  const lines = [
    `${name}:${remark}`,
    `  status: ${value.status}`,
    ...(value.start ? [`  start: ${value.start}`] : []),
    ...(value.end ? [`  end: ${value.end}`] : []),
    "  source: [FILL-IN]",
    `  checked_on: ${todayInBeijing()}`,
    `  quote: ${JSON.stringify(value.quote)}`,
  ];
  return lines.map((line) => `${indent}${twice ? "# " : ""}${line}`);
}
