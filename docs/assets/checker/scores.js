// Until when does each passed subject count, and by when must the rest be passed?

import { cells, element, table } from "./dom.js";
import { given, number } from "./request.js";
import { simpleTool } from "./simple_tool.js";
import { todo } from "./tool.js";
import { SCORES } from "./words.js";

export const { attach, parts, verdict } = simpleTool({
  name: "scores",
  toRequest: ({ exempt, ...years }) => ({
    passed: given(Object.fromEntries(Object.entries(years).map(([subject, year]) => [subject, number(year ?? "")]))),
    exempt: Boolean(exempt),
  }),
  agenda: (entries) => entries,
  sentence: (answer) => `${headline(answer)}。`,
  verdict: state,
  asked: ({ asked: { passed, exempt } }) =>
    SCORES.asked(Object.entries(passed).map(([subject, year]) => SCORES.passed(SCORES.subjects[subject], year)), exempt),
  parts: answerParts,
});

function state({ complete, best_window }) {
  if (complete) return "allowed";
  return best_window ? "refused" : "depends";
}

function headline({ complete, best_window, finish_by, lapsed }) {
  if (complete) return SCORES.complete;
  if (best_window) return SCORES.too_far;
  if (finish_by === null) return Object.keys(lapsed).length ? SCORES.lapsed : SCORES.nothing;
  return SCORES.finish_by(finish_by);
}

function answerParts(answer) {
  const { asked, best_window } = answer;
  const names = (subjects) => subjects.map((subject) => SCORES.subjects[subject]).join("、");
  const rows = Object.entries(answer.counts_until).map(([subject, until]) =>
    element(
      "tr",
      { "data-text": "" },
      element("th", { scope: "row" }, SCORES.subjects[subject]),
      ...cells([asked.passed[subject], element("data", { "data-answer": `counts_until.${subject}`, value: until }, String(until))]),
    ),
  );
  const told = [
    ...(answer.if_over && headline(answer.if_over) !== headline(answer)
      ? [SCORES.if_over(answer.exam_year) + headline(answer.if_over)]
      : []),
    ...(answer.missing.length ? [`${SCORES.missing}：${names(answer.missing)}`] : []),
    ...(best_window ? [SCORES.best(best_window.from, best_window.to) + names(best_window.sit_again)] : []),
  ];
  return [
    element("h2", { class: "verdict" }, headline(answer)),
    ...todo(state(answer)),
    element("div", { class: "lines" }, ...told.map((text) => element("p", {}, text))),
    ...(rows.length ? [table(SCORES.table, SCORES.columns, rows)] : []),
  ];
}
