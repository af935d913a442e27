// Until when does each passed subject count, and by when must the rest be passed?

import { cells, element, table } from "./dom.js";
import { fieldsLink } from "./fields_link.js";
import { Form } from "./form.js";
import { Keep } from "./keep.js";
import { given, number } from "./request.js";
import { asText, takeAlong } from "./take.js";
import { attachTool, sources, todo, why } from "./tool.js";
import { SCORES } from "./words.js";

const SUBJECTS = Object.keys(SCORES.subjects);

export function attach(formElement) {
  attachTool({
    formElement,
    form: new Form(formElement),
    region: document.getElementById("answer"),
    said: document.getElementById("said"),
    keep: new Keep("scores", formElement.querySelector("[data-keep]")),
    link: fieldsLink([...SUBJECTS, "exempt"]),
    toRequest: (entries) => ({
      op: "scores",
      passed: given(Object.fromEntries(SUBJECTS.map((subject) => [subject, number(entries[subject] ?? "")]))),
      exempt: Boolean(entries.exempt),
    }),
    show: (answer, _, region) =>
      region.replaceChildren(
        ...parts(answer),
        takeAlong({ text: () => asText(region), reminders: null, qr: formElement.dataset.qr }),
        why(answer.explanation),
        sources(answer),
      ),
    sentence: (answer) => `${headline(answer)}。`,
    verdict,
  });
}

export const verdict = ({ complete, best_window }) => (complete ? "allowed" : best_window ? "refused" : "depends");

function headline({ complete, best_window, finish_by }) {
  if (complete) return SCORES.complete;
  if (best_window) return SCORES.too_far;
  return finish_by === null ? SCORES.nothing : SCORES.finish_by(finish_by);
}

export function parts(answer) {
  const { asked, best_window } = answer;
  const names = (subjects) => subjects.map((subject) => SCORES.subjects[subject]).join("、");
  const rows = Object.entries(answer.counts_until).map(([subject, until]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, SCORES.subjects[subject]),
      ...cells([asked.passed[subject], element("data", { "data-answer": `counts_until.${subject}`, value: until }, String(until))]),
    ),
  );
  const told = [
    ...(answer.missing.length ? [`${SCORES.missing}：${names(answer.missing)}`] : []),
    ...(best_window ? [SCORES.best(best_window.from, best_window.to) + names(best_window.sit_again)] : []),
  ];
  return [
    element("h2", { class: "verdict" }, headline(answer)),
    ...todo(verdict(answer)),
    element("div", { class: "lines" }, ...told.map((text) => element("p", {}, text))),
    ...(rows.length ? [table(SCORES.table, SCORES.columns, rows)] : []),
  ];
}
