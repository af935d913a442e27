// Step the day and the length, and see two choices side by side. The days to step through are the
// checker's own list; the fields of the form follow, and with them the answer.

import { button, cells, element, table } from "./dom.js";
import { chineseDate, WHAT_IF } from "./words.js";

export class WhatIf {
  #apply;
  #days = [];
  #date;
  #length;
  #shownDate = element("output", { class: "shown" });
  #shownLength = element("output", { class: "shown" });
  #stepping = false;
  #now = null;
  #pinned = null;
  #comparison = element("div", { "data-comparison": "" });

  // apply(changes): puts {apply_on} or {days} into the form and asks for the answer.
  constructor(longest, apply) {
    this.#apply = apply;
    this.#date = slider(WHAT_IF.date, 0, 0);
    this.#length = slider(WHAT_IF.days, 1, longest);
    this.#date.addEventListener("input", () => this.#choose(this.#date.valueAsNumber));
    this.#length.addEventListener("input", () => this.#change({ days: this.#length.value }));
    const day = (by) => () => this.#choose(this.#date.valueAsNumber + by);
    const length = (by) => () => {
      this.#length.stepUp(by);
      this.#change({ days: this.#length.value });
    };
    this.element = element(
      "div",
      { class: "what-if" },
      stepper(WHAT_IF.date, this.#shownDate, [WHAT_IF.earlier, day(-1)], this.#date, [WHAT_IF.later, day(1)]),
      stepper(WHAT_IF.days, this.#shownLength, [WHAT_IF.shorter, length(-1)], this.#length, [WHAT_IF.longer, length(1)]),
      button(WHAT_IF.pin, () => this.#pin(this.#now), { "data-pin": "" }),
      this.#comparison,
    );
  }

  // The newest answer, and the days of its picture.
  follow(answer, days) {
    this.#now = answer;
    const { apply_on } = answer.asked;
    const place = this.#days.indexOf(apply_on);
    if (!this.#stepping || place <= 0 || place === this.#days.length - 1) {
      this.#days = days;
      this.#date.max = days.length - 1;
    }
    this.#stepping = false;
    this.#date.value = this.#days.indexOf(apply_on);
    this.#date.setAttribute("aria-valuetext", chineseDate(apply_on));
    this.#length.value = answer.asked.days;
    this.#length.setAttribute("aria-valuetext", WHAT_IF.shown_days(answer.asked.days));
    this.#shownDate.value = chineseDate(apply_on);
    this.#shownLength.value = WHAT_IF.shown_days(answer.asked.days);
    this.#compare();
  }

  #choose(place) {
    const day = this.#days[place];
    if (day) this.#change({ apply_on: day });
  }

  #change(changes) {
    this.#stepping = true;
    this.#apply(changes);
  }

  #pin(answer) {
    this.#pinned = answer;
    this.#compare();
  }

  #compare() {
    if (!this.#pinned) return this.#comparison.replaceChildren();
    const rows = Object.entries(WHAT_IF.rows).map(([name, heading]) =>
      element("tr", {}, element("th", { scope: "row" }, heading), ...cells([figure(this.#pinned, name), figure(this.#now, name)])),
    );
    return this.#comparison.replaceChildren(
      element("h3", {}, WHAT_IF.compare),
      table(WHAT_IF.compare, WHAT_IF.columns, rows),
      button(WHAT_IF.unpin, () => this.#pin(null)),
    );
  }
}

// What is stepped and where it stands; under it the way to less, the slider, the way to more.
function stepper(name, shown, less, middle, more) {
  return element(
    "div",
    { class: "stepper" },
    element("p", {}, name, " ", shown),
    button(...less),
    middle,
    button(...more),
  );
}

function slider(name, min, max) {
  return element("input", { type: "range", "aria-label": name, min, max, step: 1 });
}

function figure(answer, name) {
  switch (name) {
    case "apply_on":
      return chineseDate(answer.asked.apply_on);
    case "days":
      return WHAT_IF.shown_days(answer.asked.days);
    case "verdict":
      return WHAT_IF.verdict[answer.verdict];
    case "ready_by":
      return chineseDate(answer.ready_by);
    case "safe":
      return chineseDate(answer.valid_until.safe);
    default:
      return chineseDate(answer.earliest[name]);
  }
}
