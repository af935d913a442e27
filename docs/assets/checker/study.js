// Which years of continuing education must be shown, and how many hours of each?

import { cells, element, table } from "./dom.js";
import { fieldsLink } from "./fields_link.js";
import { part } from "./fold.js";
import { given } from "./request.js";
import { simpleTool } from "./simple_tool.js";
import { todo } from "./tool.js";
import { chineseDate, STUDY } from "./words.js";

// What each kind of application is asked by, the first of them never left out.
const ASKED = { first: ["approved_on", "received_on"], renewal: ["registered_until"] };
const link = fieldsLink(["kind", ...Object.values(ASKED).flat(), "apply_on"]);

const ofKind = (entries) => Object.fromEntries((ASKED[entries.kind] ?? []).map((name) => [name, entries[name] ?? ""]));
const kindOf = ({ asked }) => (asked.registered_until ? "renewal" : "first");

// words: of the checker, as the page has them: {questions: question → choice → what it means}.
export function studyTool({ questions }) {
  return simpleTool({
    name: "study",
    link: { ...link, toPairs: ({ kind, apply_on, ...entries }) => link.toPairs({ kind, ...ofKind({ kind, ...entries }), apply_on }) },
    toRequest: (entries) => given({ ...ofKind(entries), apply_on: entries.apply_on }),
    beside: (error, { kind }) => (error.code in STUDY.errors ? { ...error, field: error.field || ASKED[kind]?.[0], message: STUDY.errors[error.code] } : error),
    agenda: ofKind,
    sentence: (answer) => `${headline(answer)}。${years(answer)}。`,
    verdict: stateOf,
    asked: ({ asked: { approved_on, registered_until, apply_on } }) =>
      STUDY.asked[registered_until ? "renewal" : "first"](chineseDate(registered_until ?? approved_on), chineseDate(apply_on)),
    parts,
    after: (answer) => (answer.readings.length > 1 ? [readings(answer, questions)] : []),
  });
}

export const attach = (formElement) => studyTool(JSON.parse(formElement.dataset.words)).attach(formElement);

// What is needed; but a registration which has not begun asks for nothing yet, and one that is over is no longer renewed.
function stateOf({ asked, needed, open }) {
  if (asked.registered_until < asked.apply_on) return "over";
  return needed === "none" && open ? "not_begun" : needed;
}

const headline = (answer) => STUDY.needed[stateOf(answer)](STUDY.kinds[kindOf(answer)]);

const joined = (all) => all.join("、");

function years(answer) {
  const { certain } = answer.years;
  if (!certain.length) return STUDY.none[kindOf(answer)];
  return (stateOf(answer) === "over" ? STUDY.of_the_old : STUDY.certain)(joined(certain));
}

function parts(answer) {
  const { certain, possible } = answer.years;
  const rows = certain.map((year) =>
    element(
      "tr",
      { "data-text": "", "data-year": year },
      element("th", { scope: "row" }, year),
      ...cells([element("span", { class: "hint" }, possible.includes(year) ? STUDY.every : answer.open ? STUDY.open : STUDY.some), STUDY.hours(answer.hours_each[year])]),
    ),
  );
  return [
    element("h2", { class: "verdict", "data-text": "" }, headline(answer)),
    element("p", { class: "headline", "data-text": "" }, element("data", { "data-answer": "years.certain", value: certain.join(",") }, years(answer))),
    ...todo(stateOf(answer)),
    ...(rows.length ? [table(STUDY.table, STUDY.columns, rows)] : []),
  ];
}

function readings(answer, questions) {
  const asked = Object.keys(questions).filter((question) => question in answer.readings[0]);
  const rows = answer.readings.map(({ years: of, ...choices }) =>
    element(
      "tr",
      { "data-reading": asked.map((question) => choices[question]).join(" ") },
      ...cells([of.length ? joined(of) : STUDY.no_years, ...asked.map((question) => element("span", { class: "hint" }, questions[question][choices[question]]))]),
    ),
  );
  const name = STUDY.readings(rows.length);
  return part(name, {}, table(name, [STUDY.which_years, ...asked.map((question) => STUDY.questions[question])], rows));
}
