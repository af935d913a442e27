// A whole table at once: paste or drop, say what the columns mean, answer, look, download. The rows
// stay in this page's memory: nothing of them is kept, put into the address or sent.

import { button, cells, element, table } from "./dom.js";
import { ResultTable } from "./results.js";
import { download } from "./take.js";
import { failed, loading, sharedRuntime, startOnIntent } from "./tool.js";
import { BATCH } from "./words.js";

const PREVIEW_ROWS = 5;
const ROWS_A_PART = 200;

export function attach(formElement) {
  const runtime = sharedRuntime(formElement.dataset.runtime);
  const most = Number(formElement.dataset.most);
  const region = document.getElementById("answer");
  const text = formElement.querySelector("textarea");
  const file = formElement.querySelector("input[type=file]");

  function set(state, ...children) {
    region.dataset.state = state;
    region.replaceChildren(...children);
  }

  function wait(sentence) {
    set("loading", ...(runtime.ready ? [element("p", {}, sentence)] : loading({})));
  }

  async function bytes() {
    const chosen = file.files[0];
    return chosen ? new Uint8Array(await chosen.arrayBuffer()) : new TextEncoder().encode(text.value);
  }

  async function read() {
    const content = await bytes();
    if (!content.length) return refuse(BATCH.nothing);
    wait(BATCH.read);
    try {
      const answer = JSON.parse(await runtime.preview(content, PREVIEW_ROWS));
      if (!answer.ok) return refuse(answer.error.message);
      return set("ready", ...preview(answer, (columns) => run(content, columns)));
    } catch (error) {
      return set("error", ...failed(error, read));
    }
  }

  function refuse(message) {
    set("error", element("p", { class: "field-error", role: "alert" }, message));
    text.focus();
  }

  async function run(content, columns) {
    const lines = content.reduce((count, byte) => count + (byte === 0x0a), 1);
    const rows = [];
    const csv = [];
    let heading = null;
    let stopped = null;
    const said = element("p", { role: "status" }, BATCH.progress(0));
    const bar = element("progress", { max: lines, value: 0, "aria-label": BATCH.run });
    const stop = (reason) => {
      stopped ??= reason;
      work.cancel();
    };
    const work = runtime.answerTable(JSON.stringify({ op: "batch", columns }), content, ROWS_A_PART, (part) => {
      const answer = JSON.parse(part);
      if (!answer.ok) return (stopped = { fault: answer.error.message });
      csv.push(answer.csv);
      if (!heading) return (heading = answer);
      rows.push(...answer.rows);
      bar.value = rows.length;
      said.textContent = BATCH.progress(rows.length);
      return rows.length >= most && rows.length < lines - 1 ? stop({ said: BATCH.too_many(most) }) : null;
    });
    set("loading", said, bar, element("p", {}, button(BATCH.cancel, () => stop({ cancelled: true }))));
    try {
      await work.answer;
    } catch (error) {
      return set("error", ...failed(error, () => run(content, columns)));
    }
    if (stopped?.fault) return refuse(stopped.fault);
    const note = stopped?.cancelled ? BATCH.cancelled(rows.length) : stopped?.said;
    return set("ready", ...results(heading, rows, csv, note));
  }

  formElement.addEventListener("submit", (event) => {
    event.preventDefault();
    read();
  });
  formElement.addEventListener("reset", () => set("idle"));
  text.addEventListener("input", () => (file.value = ""));
  formElement.addEventListener("dragover", (event) => event.preventDefault());
  formElement.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    file.files = event.dataTransfer.files;
    read();
  });
  file.addEventListener("change", () => file.files.length && read());
  if (file.files.length) read(); // chosen before this script was there
  startOnIntent(formElement);
  set("idle");
}

function preview({ columns, rows }, run) {
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
    element("h2", {}, BATCH.preview),
    element("div", { class: "checker" }, table(BATCH.preview, columns.map(({ name }) => name), body)),
    element("p", {}, button(BATCH.run, () => run(chosen()), { class: "md-button md-button--primary", id: "run" })),
  ];
}

function results(heading, rows, csv, note) {
  const save = () => download(new Blob(csv, { type: "text/csv" }), BATCH.file);
  return [
    element("h2", { class: "verdict" }, BATCH.done(rows.length)),
    ...(note ? [element("p", { class: "notice", role: "status" }, note)] : []),
    element("p", {}, button(BATCH.download, save, { class: "md-button md-button--primary" })),
    chart(heading, rows),
    ...new ResultTable(heading, rows).elements,
  ];
}

// How many rows there are of each verdict.
function chart({ keys }, rows) {
  const at = keys.lastIndexOf("verdict");
  const counts = new Map();
  for (const { cells: row } of rows) counts.set(row[at] || BATCH.empty, (counts.get(row[at] || BATCH.empty) ?? 0) + 1);
  const bars = [...counts].map(([name, count]) =>
    element(
      "li",
      {},
      `${name} ${count}`,
      element("progress", { max: rows.length, value: count, "aria-label": name }),
    ),
  );
  return element("div", { class: "chart" }, element("h3", {}, BATCH.chart), element("ul", {}, ...bars));
}
