// The first rows of a table, with what each column means: to be settled where it can mean two things.
// What was chosen stays through errors and changes of mind.

import { button, cells, element, table } from "./dom.js";
import { BATCH } from "./words.js";

export class Preview {
  #columns;
  #choices;
  #sameName = null;
  #excelDays = null;
  #keepIdentity = element("input", { type: "checkbox" });
  #asked = element("div", { class: "asked" });
  #run;
  #table;

  // seen: the checker's preview; run(): answers the whole table.
  constructor(seen, run) {
    this.#columns = seen.columns;
    this.#choices = seen.columns.map(choice);
    this.#run = () => this.#settled() && run();
    const name = BATCH.preview(seen.count);
    const body = [
      element("tr", {}, ...this.#choices.map((select) => element("td", {}, select))),
      ...seen.rows.map((row) => element("tr", { translate: "no" }, ...cells(row))),
    ];
    this.#table = [element("h2", {}, name), ...passedOver(seen.passed_over), table(name, seen.columns.map((c) => c.name), body)];
  }

  // What the request says of the columns and of the people in the table.
  get request() {
    const chosen = this.#columns
      .map(({ meaning, choices }, i) => [i, this.#choices[i].value, choices.length ? "" : meaning])
      .filter(([, value, meaning]) => value && value !== meaning)
      .map(([i, value]) => [`#${i + 1}`, value]);
    return {
      columns: Object.fromEntries(chosen),
      ...(this.#sameName && { same_name: this.#sameName }),
      ...(this.#excelDays && { excel_days: this.#excelDays }),
      keep_identity: this.#keepIdentity.checked,
    };
  }

  elements(message = "") {
    const [heading, ...rest] = this.#table;
    const identity = this.#choices.some(({ value }) => value === "identity");
    const doubtful = this.#columns.filter(({ choices }) => choices.length).map((column) => column.name.trim());
    return [
      heading,
      ...(message ? [element("p", { class: "field-error", role: "alert" }, message)] : []),
      element("p", { class: "hint" }, doubtful.length ? BATCH.doubtful(doubtful) : BATCH.preview_hint),
      element("div", { class: "form" }, ...rest),
      ...(identity ? [element("p", {}, element("label", {}, this.#keepIdentity, BATCH.keep_identity))] : []),
      this.#asked,
      element("p", {}, button(BATCH.run, this.#run, { class: "md-button md-button--primary", id: "tool-run" })),
    ];
  }

  // Asks whether rows of one name are one person's.
  askSameName(message) {
    const options = Object.entries(BATCH.same_name).map(([value, words]) => {
      const input = element("input", { type: "radio", name: "same-name", value });
      input.addEventListener("change", () => (this.#sameName = value));
      return element("p", {}, element("label", {}, input, words));
    });
    this.#asked.replaceChildren(element("fieldset", {}, element("legend", {}, message), ...options));
  }

  // Bare numbers are days of this system of Excel from now on.
  readNumbers(system) {
    this.#excelDays = system;
  }

  #settled() {
    const open = this.#choices.find(({ value }) => !value);
    open?.focus();
    return !open;
  }
}

function choice({ name, meaning, choices }) {
  const words = Object.entries(BATCH.meanings);
  const options = choices.length ? words.filter(([value]) => choices.includes(value)) : words;
  const select = element(
    "select",
    { "aria-label": BATCH.meaning_of(name.trim()) },
    ...(choices.length ? [element("option", { value: "" }, BATCH.choose)] : []),
    ...options.map(([value, text]) => element("option", { value }, text)),
  );
  select.value = choices.length ? "" : meaning;
  if (choices.length) select.required = true;
  return select;
}

// Which rows of the table are nobody's.
export function passedOver(counts) {
  const told = Object.entries(counts).filter(([, count]) => count);
  if (!told.length) return [];
  return [element("p", { class: "hint" }, BATCH.passed_over(told.map(([kind, count]) => BATCH.passed[kind](count))))];
}
