// The answered rows of a table: filtered, sorted, some at a time.

import { button, element, table } from "./dom.js";
import { BATCH } from "./words.js";

const ROWS_A_PAGE = 50;
const LATE = ["disputed", "late", "expired"];
const within = (days, most) => days !== undefined && days <= most;
const FILTERS = {
  all: [BATCH.filters.all, () => true],
  renew: [BATCH.filters.renew(90), ({ renewal_state, renewal_days }) => within(renewal_days, 90) || LATE.includes(renewal_state)],
  ends_in_7: [BATCH.filters.ends(7), ({ valid_days }) => within(valid_days, 7)],
  ends_in_30: [BATCH.filters.ends(30), ({ valid_days }) => within(valid_days, 30)],
  refused: [BATCH.filters.refused, ({ verdict }) => verdict === "refused"],
  error: [BATCH.filters.error, ({ verdict }) => verdict === "error"],
};

export class ResultTable {
  #heading;
  #rows;
  #shown;
  #page = 0;
  #sorted = { column: -1, descending: false };
  #place = element("div", { class: "result-rows" });

  // heading: {columns}; rows: {cells, found}[], as the checker answers.
  constructor(heading, rows) {
    this.#heading = heading;
    this.#rows = rows;
    this.#shown = rows;
    const options = Object.entries(FILTERS).map(([value, [words]]) => element("option", { value }, words));
    const filter = element("select", { id: "filter" }, ...options);
    filter.addEventListener("change", () => {
      this.#shown = this.#rows.filter(({ found }) => FILTERS[filter.value][1](found));
      this.#page = 0;
      this.#arrange();
    });
    const label = element("label", { for: "filter" }, BATCH.filter);
    this.elements = [
      element("h3", {}, BATCH.results),
      element("div", { class: "checker" }, element("p", { class: "field" }, label, filter)),
      this.#place,
    ];
    this.#draw();
  }

  #sortBy(column) {
    this.#sorted = { column, descending: this.#sorted.column === column && !this.#sorted.descending };
    this.#page = 0;
    this.#arrange();
    this.#place.querySelectorAll("th button")[column].focus();
  }

  #arrange() {
    const { column, descending } = this.#sorted;
    if (column >= 0) {
      const order = new Intl.Collator("zh", { numeric: true }).compare;
      const sign = descending ? -1 : 1;
      this.#shown = this.#shown.toSorted((a, b) => sign * order(a.cells[column], b.cells[column]));
    }
    this.#draw();
  }

  #draw() {
    const first = this.#page * ROWS_A_PAGE;
    const rows = this.#shown.slice(first, first + ROWS_A_PAGE);
    if (!rows.length) return this.#place.replaceChildren(element("p", { role: "status" }, BATCH.none));
    const headings = this.#heading.columns.map((name, i) =>
      button(name, () => this.#sortBy(i), { class: "sort", title: BATCH.sort(name) }),
    );
    const body = rows.map(({ cells }) => element("tr", {}, ...cells.map((cell) => element("td", {}, cell))));
    const whole = table(BATCH.results, headings, body);
    const { column, descending } = this.#sorted;
    whole.querySelectorAll("th")[column]?.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const turn = (by) => () => {
      this.#page += by;
      this.#draw();
    };
    const previous = button(BATCH.previous, turn(-1));
    const next = button(BATCH.next, turn(1));
    previous.disabled = !first;
    next.disabled = first + rows.length >= this.#shown.length;
    const where = element("span", { role: "status" }, BATCH.shown(first + 1, first + rows.length, this.#shown.length));
    return this.#place.replaceChildren(whole, element("p", { class: "pager" }, previous, next, where));
  }
}
