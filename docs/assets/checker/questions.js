// A form asked one question at a time, until it is answered or the reader wants to see all of it. The
// step is the form's `data-step`; what belongs to steps names them in `data-q`, and is seen while it has
// `data-now`. Nothing is kept apart meanwhile: the questions are the fields of the form.

import { FORM } from "./words.js";

// steps: their names, in order;
// skips(step): whether it is needless after what has been answered;
// wrong(): a promise of the field that the checker refuses, with its sentence beside it, or null.
export function askOneByOne(form, { steps, skips, wrong }) {
  const progress = form.querySelector("[data-progress]");
  const back = form.querySelector("[data-back]");
  const forward = form.querySelector("[data-next]");

  // Rows that were added are asked whole, at the step at which they can be added.
  function mark() {
    const { step } = form.dataset;
    for (const asked of form.querySelectorAll("[data-q]")) {
      const row = asked.closest("[data-rows] > *");
      const added = row?.previousElementSibling ? row.parentElement.dataset.addedAt : undefined;
      asked.toggleAttribute("data-now", added ? added === step : asked.dataset.q.split(" ").includes(step));
    }
  }

  function show(step) {
    form.dataset.step = step;
    mark();
    progress.textContent = FORM.progress(steps.indexOf(step) + 1, steps.length);
    back.hidden = step === steps[0];
    forward.hidden = step === steps.at(-1) || form.querySelector("[data-choices][data-now]") !== null; // a choice goes on by itself
  }

  function go(by) {
    let at = steps.indexOf(form.dataset.step) + by;
    while (steps[at] && skips(steps[at])) at += by;
    if (!steps[at]) return;
    show(steps[at]);
    form.querySelector("[data-question][data-now]").focus();
  }

  async function next() {
    const { step } = form.dataset;
    const refused = await wrong();
    if (form.dataset.step !== step) return;
    if (refused?.getClientRects().length) refused.focus();
    else go(1);
  }

  // Enter in a field goes on, as the button does.
  form.addEventListener("submit", (event) => {
    const { step } = form.dataset;
    if (!step || step === steps.at(-1)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    next();
  });
  back.addEventListener("click", () => go(-1));
  forward.addEventListener("click", next);
  form.addEventListener("input", () => "step" in form.dataset && mark());

  return { begin: () => show(steps[0]), forward: () => go(1), all: () => delete form.dataset.step };
}
