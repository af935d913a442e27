// A whole table at once: paste or drop, say what the columns mean, answer, look, take along. The rows
// stay in this page's memory: nothing of them is kept, put into the address or sent.

import { button, cells, element, table } from "./dom.js";
import { chart, ResultTable } from "./results.js";
import { download, inAppNotice } from "./take.js";
import { failed, loading, sharedRuntime, startOnIntent } from "./tool.js";
import { BATCH, TAKE } from "./words.js";

const PREVIEW_ROWS = 5;
const ROWS_A_PART = 200;
const ROWS_A_PART_OF_CALENDAR = 50; // each has several events
const LONGEST_SHOWN = 100_000; // characters that a text field takes without a pause
const MOST_MEGABYTES = 20; // 20,000 rows of a thousand bytes; a phone holds it several times over

export function attach(formElement) {
  const runtime = sharedRuntime(formElement.dataset.runtime);
  const region = document.getElementById("tool-answer");
  const text = formElement.querySelector("textarea");
  const file = formElement.querySelector("input[type=file]");

  let latest = 0;
  let work = null; // on its way through the table

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

  async function read() {
    const current = begin();
    const content = file.files[0] ?? new Blob([text.value]);
    if (!content.size) return refuse(BATCH.nothing);
    if (content.size > MOST_MEGABYTES * 1e6) return refuse(BATCH.too_large(MOST_MEGABYTES));
    wait(BATCH.read);
    try {
      const answer = JSON.parse(await runtime.preview(content, PREVIEW_ROWS));
      if (current !== latest) return null;
      if (!answer.ok) return refuse(answer.error.message);
      set("ready", ...preview(answer, (columns) => run(content, columns, answer.count)));
    } catch (error) {
      return current === latest && set("error", ...failed(error, read));
    }
    return region.focus();
  }

  function refuse(message) {
    set("error", element("p", { class: "field-error", role: "alert" }, message));
    (file.files.length ? file : text).focus();
  }

  async function run(content, columns, count) {
    const current = begin();
    const rows = [];
    const csv = [];
    let heading = null;
    let fault = null;
    const progress = new Progress(count);
    const going = goThrough("answer_table", { op: "batch", columns }, content, ROWS_A_PART, (part) => {
      if (!part.ok) return (fault = part.error.message);
      csv.push(new Blob([part.csv]));
      if (!heading) return (heading = part);
      rows.push(...part.rows);
      return progress.show(rows.length);
    });
    set("loading", ...progress.elements(going));
    try {
      await going.answer;
    } catch (error) {
      return current === latest && set("error", ...failed(error, () => run(content, columns, count)));
    }
    if (current !== latest) return null;
    work = null;
    if (fault) return refuse(fault);
    const calendar = new CalendarFile(goThrough, heading.asked, content, count);
    const note = progress.stopped ? BATCH.cancelled(rows.length) : null;
    set("ready", ...results({ heading, rows, csv, calendar, note }));
    return region.focus();
  }

  function choose(files) {
    const chosen = new DataTransfer();
    chosen.items.add(files[0]);
    file.files = chosen.files;
    read();
  }

  formElement.addEventListener("submit", (event) => {
    event.preventDefault();
    read();
  });
  formElement.addEventListener("reset", () => {
    begin();
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
  file.addEventListener("change", () => file.files.length && read());
  formElement.querySelector("[data-example]").addEventListener("click", async ({ target }) => {
    const example = await fetch(target.dataset.example);
    file.value = "";
    text.value = (await example.text()).replace("\ufeff", "");
    read();
  });

  // A file dropped beside the form must not take the page's place.
  const page = formElement.closest("article");
  page.addEventListener("dragover", (event) => {
    event.preventDefault();
    formElement.dataset.over = "";
  });
  page.addEventListener("dragleave", () => delete formElement.dataset.over);
  page.addEventListener("drop", (event) => {
    event.preventDefault();
    delete formElement.dataset.over;
    if (event.dataTransfer.files.length) choose(event.dataTransfer.files);
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

export function preview({ columns, rows, count }, run) {
  const choices = columns.map(({ name, meaning }) => {
    const options = Object.entries(BATCH.meanings).map(([value, words]) => element("option", { value }, words));
    const select = element("select", { "aria-label": BATCH.meaning_of(name) }, ...options);
    select.value = meaning;
    return select;
  });
  const chosen = () =>
    Object.fromEntries(
      columns
        .map(({ name, meaning }, i) => [name.trim(), choices[i].value, meaning])
        .filter(([, value, meaning]) => value !== meaning)
        .map(([name, value]) => [name, value]),
    );
  const body = [
    element("tr", {}, ...choices.map((choice) => element("td", {}, choice))),
    ...rows.map((row) => element("tr", {}, ...cells(row))),
  ];
  return [
    element("h2", {}, BATCH.preview(count)),
    element("p", { class: "hint" }, BATCH.preview_hint),
    element("div", { class: "form" }, table(BATCH.preview(count), columns.map(({ name }) => name), body)),
    element("p", {}, button(BATCH.run, () => run(chosen()), { class: "md-button md-button--primary", id: "tool-run" })),
  ];
}

export function results({ heading, rows, csv, calendar, note }) {
  const save = () => download(new Blob(csv, { type: "text/csv" }), BATCH.file);
  const [makeCalendar, madeCalendar] = calendar.elements;
  return [
    element("h2", { class: "verdict" }, BATCH.done(rows.length)),
    ...(note ? [element("p", { class: "notice", role: "status" }, note)] : []),
    element(
      "p",
      { class: "take" },
      button(BATCH.download, save, { class: "md-button md-button--primary" }),
      makeCalendar,
      button(TAKE.print, () => window.print()),
    ),
    madeCalendar,
    chart(heading, rows),
    ...new ResultTable(heading, rows).elements,
  ];
}
