// Until when does each passed subject count, and by when must the rest be passed?

import { cells, element, table } from "./dom.js";
import { given, number, SAT } from "./request.js";
import { simpleTool } from "./simple_tool.js";
import { todo } from "./tool.js";
import { nextExam, todayInBeijing } from "../today.js";
import { SCORES } from "./words.js";

let exams = []; // as nextExam takes them

const tool = simpleTool({
  name: "scores",
  toRequest: ({ exempt, ...years }) => ({
    passed: yearsOf(years, (name) => !name.startsWith(SAT)),
    sat: yearsOf(years, (name) => name.startsWith(SAT)),
    exempt: Boolean(exempt),
    ...standing(todayInBeijing()),
  }),
  agenda: (entries) => entries,
  sentence: (answer) => `${headline(answer)}。`,
  verdict: state,
  asked: ({ asked: { passed, sat, exempt } }) =>
    SCORES.asked([...said(passed, SCORES.passed), ...said(sat, SCORES.sat)], exempt),
  parts: answerParts,
});

export const { parts, verdict } = tool;

export function attach(formElement) {
  exams = JSON.parse(formElement.dataset.exams);
  return tool.attach(formElement);
}

const said = (years, words) => Object.entries(years).map(([subject, year]) => words(SCORES.subjects[subject], year));

function yearsOf(years, wanted) {
  const chosen = Object.entries(years).filter(([name]) => wanted(name));
  return given(Object.fromEntries(chosen.map(([name, year]) => [name.replace(SAT, ""), number(year ?? "")])));
}

// The day, and which exam comes next, where the days of this year's are known.
function standing(today) {
  const sure = exams.some(([last]) => last.startsWith(today.slice(0, 4)));
  return { today, ...(sure ? { next_exam_year: Number(nextExam(exams, today)) } : {}) };
}

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
  const rows = Object.entries(answer.counts_until).map(([subject, until]) =>
    element(
      "tr",
      { "data-text": "" },
      element("th", { scope: "row" }, SCORES.subjects[subject]),
      ...cells([answer.asked.passed[subject], element("data", { "data-answer": `counts_until.${subject}`, value: until }, SCORES.until(until, subject in answer.lapsed))]),
    ),
  );
  const { if_over: over, if_passed: passed } = answer;
  const told = [
    ...(over && headline(over) !== headline(answer) ? [SCORES.if_over(answer.exam_year) + headline(over)] : []),
    ...missing(answer),
    ...(passed ? [SCORES.if_passed + [headline(passed), ...missing(passed)].join("；")] : []),
    ...best(answer),
  ];
  return [
    element("h2", { class: "verdict" }, headline(answer)),
    ...todo(state(answer)),
    element("div", { class: "lines", "data-text": "" }, ...told.map((text) => element("p", {}, text))),
    ...(rows.length ? [table(SCORES.table, SCORES.columns, rows)] : []),
    ...windows(answer),
  ];
}

const names = (subjects) => subjects.map((subject) => SCORES.subjects[subject]).join("、");
const missing = (answer) => (answer.missing.length ? [`${SCORES.missing}：${names(answer.missing)}`] : []);
const best = ({ best_window: window }) => (window ? [SCORES.best(window.from, window.to) + names(window.sit_again)] : []);

// What is to be sat in each of the years to come in which something still counts.
function windows({ windows: all }) {
  const some = all.filter(({ counting }) => Object.keys(counting).length);
  if (some.length < 2) return [];
  const items = some.map(({ exam_year, counting, to_sit }) => element("li", {}, SCORES.window(exam_year, names(Object.keys(counting)), names(to_sit))));
  return [element("div", { "data-text": "" }, element("h3", {}, SCORES.windows), element("ul", {}, ...items))];
}
