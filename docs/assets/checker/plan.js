// The planner: on which days must the certificate be usable, and when to apply for that.

import { around, element, time } from "./dom.js";
import { annotationLink, fromPairs, toPairs } from "./fragment.js";
import { Form, RowList } from "./form.js";
import { Keep } from "./keep.js";
import { toRequest } from "./request.js";
import { asText, takeAlong } from "./take.js";
import { attachTool, sources, why } from "./tool.js";
import { chineseDate, PLAN } from "./words.js";

// annotationForm: the Form in which the annotations made so far are typed, in annotationElement.
// Gives the Form of the needs.
export function attach(formElement, annotationForm, annotationElement) {
  const row = document.getElementById("tool-need-row");
  const unnamed = row.content.querySelector("[data-part=label]").defaultValue;
  const needs = new RowList(
    document.getElementById("tool-needs"),
    row,
    document.getElementById("tool-add-need"),
    PLAN,
  );
  const form = new PlanForm(new Form(formElement, [needs]), annotationForm);
  const request = (entries) => ({
    op: "plan",
    annotations: toRequest(annotationForm.entries).annotations,
    needs: entries.needs.map((need) => ({ ...need, label: need.label || unnamed })),
  });
  attachTool({
    formElement,
    form,
    region: document.getElementById("tool-plan-answer"),
    said: document.getElementById("tool-plan-said"),
    keep: new Keep("plan", null),
    link: {
      ...annotationLink,
      toPairs: (entries) => toPairs({ ...annotationForm.entries, ...entries }),
      fromPairs(pairs) {
        const entries = fromPairs(pairs);
        return entries.needs.length ? entries : null;
      },
    },
    toRequest: request,
    show: (answer, entries, region) =>
      region.replaceChildren(
        ...parts(answer),
        takeAlong({
          text: () => asText(region),
          reminders: () => ({ ...request(entries), op: "reminders" }),
          qr: annotationElement.dataset.qr,
        }),
        why(answer.explanation),
        sources(answer),
      ),
    sentence: headline,
    verdict,
    asked: ({ asked: { annotations, needs } }) => PLAN.asked(needs.length, annotations.length),
  });
  return form;
}

// The needs, together with the annotations that stand in a form of their own.
class PlanForm {
  #needs;
  #annotations;

  constructor(needs, annotations) {
    this.#needs = needs;
    this.#annotations = annotations;
  }

  get entries() {
    return this.#needs.entries;
  }

  set entries(entries) {
    this.#needs.entries = entries;
  }

  get dateInputs() {
    return [...this.#annotations.dateInputs, ...this.#needs.dateInputs];
  }

  get unreadable() {
    return this.#needs.unreadable ?? this.#annotations.unreadable;
  }

  showError(error, how) {
    return this.#needs.showError(error, how) || this.#annotations.showError(error, how);
  }

  showDoubts(doubts) {
    this.#annotations.showDoubts(doubts);
  }

  clearErrors() {
    this.#needs.clearErrors();
    this.#annotations.clearErrors();
  }
}

export const verdict = ({ feasible }) => (feasible ? "allowed" : "refused");

function headline({ feasible, applications }) {
  return PLAN[feasible ? "feasible" : "infeasible"](applications.length);
}

export function parts(answer) {
  const applications = answer.applications.map((a) =>
    element(
      "li",
      {},
      time("apply_on", a.apply_on),
      ` ${PLAN.days(a.days)}`,
      ...(a.slack_on ? [element("br"), ...around(PLAN.slack, time("slack_on", a.slack_on))] : []),
      element("br"),
      PLAN.usable(PLAN.span(chineseDate(a.usable_from), chineseDate(a.usable_until)), a.covers.join("、")),
    ),
  );
  const existing = answer.existing.map((a) =>
    element("li", {}, PLAN.covered(chineseDate(a.applied_on), PLAN.span(chineseDate(a.usable_from), chineseDate(a.usable_until)), a.covers.join("、"))),
  );
  const unmet = answer.unmet.map((u) =>
    element("li", {}, PLAN.unmet_line(u.label, chineseDate(u.first_uncovered), u.days_uncovered), u.reason),
  );
  const needs = answer.asked.needs.map(({ label, from, to }) =>
    element("li", {}, `${label}：${PLAN.span(chineseDate(from), chineseDate(to))}`),
  );
  return [
    element("h3", { class: "verdict", "data-text": "" }, headline(answer)),
    ...answer.applications.slice(0, 1).map(({ apply_on }) => element("p", { class: "headline", "data-text": "" }, ...around(PLAN.first, time("first", apply_on)))),
    ...lines(PLAN.existing, "ul", existing),
    ...lines(PLAN.applications, "ol", applications),
    ...lines(PLAN.unmet, "ul", unmet),
    ...lines(PLAN.needs, "ul", needs),
  ];
}

function lines(heading, list, items) {
  return items.length ? [element("div", { class: "lines", "data-text": "" }, element("h3", {}, heading), element(list, {}, ...items))] : [];
}
