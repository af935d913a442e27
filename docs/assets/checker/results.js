// The answered rows of a table: counted, filtered, sorted, some at a time, all of them on paper.

import { passedOver } from "./columns.js";
import { button, element, table } from "./dom.js";
import { answersInEdition } from "../edition.js";
import { sortedInSteps } from "./sorting.js";
import { download } from "./take.js";
import { BATCH, TAKE } from "./words.js";

const ROWS_A_PAGE = 50;
const MOST_ROWS_ON_PAPER = 1000;
const LATE = ["disputed", "late", "expired"];
const within = (days, most) => days !== undefined && days <= most;
const FILTERS = {
  all: [BATCH.filters.all, () => true],
  renew: [BATCH.filters.renew(90), ({ renewal_state, renewal_days }) => within(renewal_days, 90) || LATE.includes(renewal_state)],
  ends_in_7: [BATCH.filters.ends(7), ({ valid_days }) => within(valid_days, 7)],
  ends_in_30: [BATCH.filters.ends(30), ({ valid_days }) => within(valid_days, 30)],
  refused: [BATCH.filters.refused, ({ verdict }) => verdict === "refused"],
  error: [BATCH.filters.error, ({ error }) => error !== undefined],
};
const CHARTED = ["verdict", "annotation_state", "renewal_state"];
// The columns by which whoever keeps the table acts; the others are shown when asked for.
const MAIN = [
  ...["id", "name", "verdict", "usual", "certain", "annotation_state", "valid_until"],
  ...["renewal_state", "file_by", "error_column", "error"],
];

// How many rows there are of each state.
export function chart({ columns, keys }, rows) {
  const groups = CHARTED.map((key) => {
    const at = keys.lastIndexOf(key);
    const counts = new Map();
    for (const { cells } of rows) if (cells[at]) counts.set(cells[at], (counts.get(cells[at]) ?? 0) + 1);
    const most_first = [...counts].sort(([, one], [, other]) => other - one);
    const bars = most_first.map(([name, count]) =>
      element(
        "li",
        {},
        BATCH.bar(name, count),
        element("progress", { max: rows.length, value: count, "aria-label": name }),
      ),
    );
    return bars.length ? element("div", {}, element("h4", {}, columns[at]), element("ul", {}, ...bars)) : "";
  });
  return element("div", { class: "row-counts" }, element("h3", {}, BATCH.chart), element("div", { class: "groups" }, ...groups));
}

// What was found, the most urgent first, and what to take along.
//   end: the last part, null when it was stopped before; save: a WorkbookFile, or null;
//   again(): back to what the columns mean; numbers(): reads bare numbers as Excel's days.
export function results({ heading, rows, end, calendar, note, save, again, numbers }) {
  const own = heading.keys.lastIndexOf("verdict"); // before it stands what the reader wrote
  const line = ({ csv, columns, cells = columns }) => answersInEdition(csv, cells.slice(own));
  const toFile = () => download(new Blob([heading, ...rows].map(line), { type: "text/csv" }), BATCH.file);
  const [makeCalendar, madeCalendar] = calendar.elements;
  const [saveWorkbook, savedWorkbook] = save?.elements ?? [];
  const numbersLeft = rows.some(({ found }) => found.error_code?.includes("date_is_a_number"));
  return [
    element("h2", { class: "verdict" }, BATCH.done(rows.length)),
    ...(note ? [element("p", { class: "notice", role: "status" }, note)] : []),
    ...(end?.urgent ? [element("p", { "data-urgent": "" }, end.urgent)] : []),
    ...(numbersLeft ? [element("p", {}, BATCH.numbers, " ", button(BATCH.read_numbers, numbers))] : []),
    element(
      "p",
      { class: "take" },
      ...(save ? [saveWorkbook] : []),
      button(BATCH.download, toFile, { class: save ? "md-button" : "md-button md-button--primary" }),
      makeCalendar,
      button(TAKE.print, () => window.print()),
    ),
    ...(save ? [savedWorkbook] : []),
    madeCalendar,
    element("p", { class: "hint" }, BATCH.alarms),
    ...taken(heading, again),
    ...passedOver(end?.passed_over ?? {}),
    chart(heading, rows),
    ...new ResultTable(heading, rows).elements,
  ];
}

// What each column was taken for.
function taken({ columns, keys }, again) {
  const own = keys.lastIndexOf("verdict");
  const pairs = columns.slice(0, own).map((name, i) => [name.trim(), keys[i]]);
  const read = pairs.filter(([, key]) => key !== "other").map(([name, key]) => BATCH.taken_as(name, BATCH.meanings[key]));
  const passed = pairs.filter(([name, key]) => key === "other" && name).map(([name]) => name);
  return [
    element("p", { "data-taken": "" }, BATCH.taken(read), passed.length ? BATCH.not_taken(passed) : "", " ", button(BATCH.again, again)),
  ];
}

export class ResultTable {
  #heading;
  #rows;
  #shown;
  #main;
  #columns;
  #page = 0;
  #filter = "all";
  #sorted = { column: -1, descending: false };
  #arranged = 0;
  #place = element("div", { class: "result-rows" });

  // heading: {columns, keys}; rows: {cells, found}[], as the checker answers.
  constructor(heading, rows) {
    this.#heading = heading;
    this.#rows = rows;
    this.#shown = rows;
    this.#main = mainColumns(heading, rows);
    this.#columns = this.#main;
    const options = Object.entries(FILTERS).map(([value, [words, fits]]) =>
      element("option", { value }, BATCH.counted(words, rows.filter(({ found }) => fits(found)).length)),
    );
    const filter = element("select", { id: "tool-filter" }, ...options);
    filter.addEventListener("change", () => {
      this.#filter = filter.value;
      this.#arrange();
    });
    const whole = element("input", { type: "checkbox" });
    whole.addEventListener("change", () => {
      this.#columns = whole.checked ? heading.columns.map((_, i) => i) : this.#main;
      this.#draw();
    });
    const label = element("label", { for: "tool-filter" }, BATCH.filter);
    this.elements = [
      element("h3", {}, BATCH.results),
      element(
        "div",
        { class: "form" },
        element("p", { class: "field" }, label, filter),
        element("p", {}, element("label", {}, whole, BATCH.whole)),
      ),
      this.#place,
    ];
    this.#draw();
    this.#keepForPaper();
  }

  // On paper there are no pages to turn and no columns to slide to.
  #keepForPaper() {
    const listening = new AbortController();
    const onPaper = (draw) => () => (this.#place.isConnected ? draw() : listening.abort());
    const listen = (name, draw) => window.addEventListener(name, onPaper(draw), { signal: listening.signal });
    listen("beforeprint", () => {
      const rows = this.#shown.slice(0, MOST_ROWS_ON_PAPER);
      const left = this.#shown.length - rows.length;
      const note = left ? [element("p", {}, BATCH.not_on_paper(rows.length, left))] : [];
      this.#place.replaceChildren(this.#table(rows, this.#main, ([name]) => name), ...note);
    });
    listen("afterprint", () => this.#draw());
  }

  async #sortBy(column) {
    this.#sorted = { column, descending: this.#sorted.column === column && !this.#sorted.descending };
    if (await this.#arrange()) this.#place.querySelector(`th[data-column="${column}"] button`)?.focus();
  }

  // Whether this is still what was last asked for.
  async #arrange() {
    const asked = ++this.#arranged;
    const { column, descending } = this.#sorted;
    let rows = this.#rows.filter(({ found }) => FILTERS[this.#filter][1](found));
    if (column >= 0) {
      const order = new Intl.Collator("zh", { numeric: true }).compare;
      const sign = descending ? -1 : 1;
      rows = await sortedInSteps(rows, (a, b) => sign * order(a.cells[column], b.cells[column]));
    }
    if (asked !== this.#arranged) return false;
    this.#shown = rows;
    this.#page = 0;
    this.#draw();
    return true;
  }

  #table(rows, columns, headingOf) {
    const headings = columns.map((at) => headingOf([this.#heading.columns[at], at]));
    const own = this.#heading.keys.lastIndexOf("verdict");
    const cell = (cells) => (at) =>
      element("td", { "data-key": this.#heading.keys[at], ...(at < own && { translate: "no" }) }, cells[at]);
    const body = rows.map(({ cells, found }) =>
      element("tr", found.verdict ? { "data-verdict": found.verdict } : {}, ...columns.map(cell(cells))),
    );
    const whole = table(BATCH.results, headings, body);
    whole.querySelectorAll("th").forEach((heading, i) => (heading.dataset.column = columns[i]));
    return whole;
  }

  #draw() {
    const first = this.#page * ROWS_A_PAGE;
    const rows = this.#shown.slice(first, first + ROWS_A_PAGE);
    if (!rows.length) return this.#place.replaceChildren(element("p", { role: "status" }, BATCH.none));
    const whole = this.#table(rows, this.#columns, ([name, at]) =>
      button(name, () => this.#sortBy(at), { class: "sort", title: BATCH.sort(name) }),
    );
    const { column, descending } = this.#sorted;
    whole.querySelector(`th[data-column="${column}"]`)?.setAttribute("aria-sort", descending ? "descending" : "ascending");
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

// Whose row it is (else the first column), and those main columns that hold anything.
function mainColumns({ keys }, rows) {
  const found = MAIN.map((key) => keys.lastIndexOf(key)).filter((at) => at >= 0 && rows.some(({ cells }) => cells[at]));
  return keys.includes("id") || keys.includes("name") ? found : [0, ...found];
}
