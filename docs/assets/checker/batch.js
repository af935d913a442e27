// A whole table at once: paste or drop, say what the columns mean, answer, look, take along. The rows
// stay in this page's memory: nothing of them is kept, put into the address or sent.

import { Preview } from "./columns.js";
import { button, element } from "./dom.js";
import { inEdition } from "../edition.js";
import { takeFiles } from "./files.js";
import { fold, forgetAsked, sayAsked, unfold } from "./fold.js";
import { results } from "./results.js";
import { sortedInSteps } from "./sorting.js";
import { download, inAppNotice } from "./take.js";
import { failed, loading, sharedRuntime, startOnIntent } from "./tool.js";
import { isWorkbook, Workbook } from "./workbook.js";
import { BATCH, TAKE } from "./words.js";

const PREVIEW_ROWS = 5;
const ROWS_A_PART = 200;
const ROWS_A_PART_OF_CALENDAR = 50; // each has several events
const LONGEST_SHOWN = 100_000; // characters that a text field takes without a pause
const MOST_MEGABYTES = 20; // 20,000 rows of a thousand bytes; a phone holds it several times over
const OF_COLUMNS = ["columns_in_doubt", "duplicate_column", "no_known_column", "no_such_column"];

export function attach(formElement) {
  const runtime = sharedRuntime(formElement.dataset.runtime);
  const region = document.getElementById("tool-answer");
  const text = formElement.querySelector("textarea");
  const file = formElement.querySelector("input[type=file]");

  let latest = 0;
  let work = null; // on its way through the table
  let workbook = null;

  const goThrough = (...how) => (work = runtime.table(...how));

  // Whatever was under way is to another table.
  function begin() {
    work?.cancel();
    work = null;
    return ++latest;
  }

  function set(state, ...children) {
    region.dataset.state = state;
    region.replaceChildren(...children);
  }

  function wait(sentence) {
    set("loading", ...(runtime.ready ? [element("p", {}, sentence)] : loading({})));
  }

  async function read(sheet = null) {
    const current = begin();
    const content = file.files[0] ?? new Blob([text.value]);
    if (!content.size) return refuse(BATCH.nothing);
    if (content.size > MOST_MEGABYTES * 1e6) return refuse(BATCH.too_large(MOST_MEGABYTES));
    wait(BATCH.read);
    try {
      const opened = (await isWorkbook(content)) ? await open(content, sheet) : null;
      if (current !== latest) return null;
      if (opened?.refused) return refuse(BATCH.workbook[opened.refused]);
      const table = opened?.table ?? content;
      const answer = JSON.parse(await runtime.preview(table, PREVIEW_ROWS));
      if (current !== latest) return null;
      if (!answer.ok) return refuse(answer.error.message);
      const shown = new Preview(answer, () => run({ table, opened, shown, count: answer.count }));
      if (opened) shown.readNumbers(opened.excel_days);
      set("ready", ...shown.elements(), ...aboutWorkbook(opened));
      sayAsked(formElement, BATCH.asked(file.files[0]?.name, answer.count));
      fold(formElement);
    } catch (error) {
      return current === latest && set("error", ...failed(error, () => read(sheet)));
    }
    return region.focus();
  }

  function open(content, sheet) {
    if (sheet === null) {
      workbook?.close();
      workbook = new Workbook(content, { read: formElement.dataset.workbookRead, write: formElement.dataset.workbookWrite });
    }
    return workbook.open(sheet);
  }

  // Which sheet was read, with a choice of the others.
  function aboutWorkbook(opened) {
    if (!opened) return [];
    const { sheet, sheets, hidden } = opened;
    const options = sheets.map((name) => element("option", { value: name }, name));
    const select = element("select", { id: "tool-sheet" }, ...options);
    select.value = sheet;
    select.addEventListener("change", () => read(select.value));
    const which = element("p", { class: "field" }, element("label", { for: "tool-sheet" }, BATCH.sheet), select);
    return [
      ...(sheets.length > 1 ? [element("div", { class: "form" }, which)] : []),
      ...(hidden ? [element("p", { class: "hint" }, BATCH.hidden(hidden))] : []),
    ];
  }

  function refuse(message) {
    unfold(formElement);
    set("error", element("p", { class: "field-error", role: "alert" }, message));
    (file.files.length ? file : text).focus();
  }

  // Back to what the columns mean, all choices kept, and why.
  function askAgain({ shown, opened }, { code, message }) {
    if (code === "same_names") shown.askSameName(message);
    set("error", ...shown.elements(code === "same_names" ? "" : message), ...aboutWorkbook(opened));
    region.querySelector("select:invalid, fieldset input, #tool-run")?.focus();
  }

  async function run(given) {
    const current = begin();
    const { table, count, shown, opened } = given;
    const rows = [];
    let heading = null;
    let end = null;
    let fault = null;
    const progress = new Progress(count);
    const request = { op: "batch", ...shown.request };
    const going = goThrough("answer_table", request, table, ROWS_A_PART, (part) => {
      if (!part.ok) return (fault = part.error);
      if (part.read) return progress.read(part.read);
      if (part.rows) rows.push(...part.rows);
      else if (heading) end = part;
      else heading = part;
      return progress.show(rows.length);
    });
    set("loading", ...progress.elements(going));
    try {
      await going.answer;
    } catch (error) {
      return current === latest && set("error", ...failed(error, () => run(given)));
    }
    if (current !== latest) return null;
    work = null;
    if (fault) return OF_COLUMNS.includes(fault.code) || fault.code === "same_names" ? askAgain(given, fault) : refuse(fault.message);
    if (!heading) return askAgain(given, { message: BATCH.stopped });
    const sorted = await sortedInSteps(rows, (one, other) => one.urgency - other.urgency);
    if (current !== latest) return null;
    const note = progress.stopped ? BATCH.cancelled(rows.length) : null;
    const calendar = new CalendarFile(goThrough, heading.asked, table, count);
    const save = opened && !progress.stopped ? new WorkbookFile(workbook, opened, heading, rows) : null;
    const again = () => set("ready", ...shown.elements(), ...aboutWorkbook(opened));
    const numbers = () => {
      shown.readNumbers(1900);
      run(given);
    };
    set("ready", ...results({ heading, rows: sorted, end, calendar, note, save, again, numbers }));
    return region.focus();
  }

  const choose = takeFiles(formElement, file, () => read());

  formElement.addEventListener("submit", (event) => {
    event.preventDefault();
    read();
  });
  formElement.addEventListener("reset", () => {
    begin();
    forgetAsked(formElement);
    set("idle");
  });
  text.addEventListener("input", () => (file.value = ""));
  text.addEventListener("paste", (event) => {
    const pasted = event.clipboardData.getData("text/plain");
    if (pasted.length <= LONGEST_SHOWN) return;
    event.preventDefault();
    text.value = "";
    choose([new File([pasted], BATCH.pasted)]);
  });
  formElement.querySelector("[data-example]").addEventListener("click", async ({ target }) => {
    const example = await fetch(target.dataset.example);
    file.value = "";
    text.value = (await example.text()).replace("\ufeff", "");
    read();
  });

  formElement.prepend(...inAppNotice(BATCH.inside_app));
  startOnIntent(formElement);
  set("idle");
  if (file.files.length) read(); // chosen before this script was there
}

// How far a table is, and a button to stop.
export class Progress {
  stopped = false;
  #count;
  #said = element("p", { role: "status" });
  #bar;

  constructor(count) {
    this.#count = count;
    this.#bar = element("progress", { max: count, value: 0, "aria-label": BATCH.run });
    this.show(0);
  }

  show(rows) {
    this.#bar.value = rows;
    this.#said.textContent = BATCH.progress(rows, this.#count);
  }

  read(rows) {
    this.#said.textContent = BATCH.reading(rows, this.#count);
  }

  elements(work) {
    const stop = () => {
      this.stopped = true;
      work.cancel();
    };
    return [this.#said, this.#bar, element("p", {}, button(BATCH.cancel, stop))];
  }
}

// The reminders of all rows as one file: made when asked for, since it is longer than the table.
class CalendarFile {
  #goThrough;
  #request;
  #content;
  #count;
  #place = element("div", { class: "calendar-file" });

  constructor(goThrough, request, content, count) {
    this.#goThrough = goThrough;
    this.#request = request;
    this.#content = content;
    this.#count = count;
    this.elements = [button(BATCH.calendar, () => this.#make()), this.#place];
  }

  async #make() {
    const parts = [];
    const total = { answered: 0, errors: 0, events: 0 };
    let fault = null;
    const progress = new Progress(this.#count);
    const work = this.#goThrough("table_calendar", this.#request, this.#content, ROWS_A_PART_OF_CALENDAR, (part, ics) => {
      if (!part.ok) return (fault = part.error.message); // the file is another by now
      if (part.read) return progress.read(part.read);
      for (const name of Object.keys(total)) total[name] += part[name];
      parts.push(ics);
      return progress.show(total.answered);
    });
    this.#place.replaceChildren(...progress.elements(work));
    try {
      await work.answer;
    } catch (error) {
      return this.#place.replaceChildren(...failed(error, () => this.#make()));
    }
    if (!this.#place.isConnected) return null; // another table has come
    if (progress.stopped) return this.#place.replaceChildren();
    if (fault) return this.#place.replaceChildren(element("p", { class: "field-error", role: "alert" }, fault));
    if (total.events) download(new Blob(parts, { type: "text/calendar" }), TAKE.calendar_name);
    const sentence = total.events ? BATCH.calendar_done(total.events) : TAKE.no_events;
    const left_out = total.errors ? BATCH.calendar_without(total.errors) : "";
    return this.#place.replaceChildren(element("p", { role: "status" }, sentence, left_out));
  }
}

// A copy of the workbook with the answers in it; what such a copy loses is said beside the button.
class WorkbookFile {
  #workbook;
  #heading;
  #rows;
  #place = element("div", { "data-workbook-file": "" });

  constructor(workbook, opened, heading, rows) {
    this.#workbook = workbook;
    this.#heading = heading;
    this.#rows = rows;
    const lost = [...(opened.formulas ? [BATCH.formulas(opened.formulas)] : []), ...opened.lost.map((kind) => BATCH.lost[kind])];
    if (lost.length) this.#place.append(element("p", { class: "hint" }, BATCH.loses(lost)));
    this.elements = [button(BATCH.save_workbook, () => this.#save(), { class: "md-button md-button--primary" }), this.#place];
  }

  async #save() {
    const said = element("p", { role: "status" }, BATCH.saving);
    this.#place.append(said);
    const { columns, keys, heading_at, left_out } = this.#heading;
    const own = keys.lastIndexOf("verdict"); // ours begin here, and end with the number of the row
    const heading = { names: columns.slice(own, -1).map(inEdition), at: heading_at, left_out };
    const rows = this.#rows.map(({ number, cells, urgent }) => ({ number, urgent, cells: cells.slice(own, -1).map(inEdition) }));
    try {
      download(await this.#workbook.save(heading, rows), BATCH.workbook_name);
      said.remove();
    } catch {
      said.textContent = BATCH.not_saved;
    }
  }
}
