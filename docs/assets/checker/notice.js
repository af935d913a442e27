// Reads notices: paste or drop, see which dates they state and in which words, compare with what this
// site says, take along, hand in. The texts stay in this page's memory.

import { badge, button, element } from "./dom.js";
import { takeFiles } from "./files.js";
import { sameOrNot, site } from "./notice_compare.js";
import { handIn } from "./notice_report.js";
import { textOf, Unread } from "./notice_text.js";
import { number } from "./request.js";
import { inAppNotice, saveCalendar } from "./take.js";
import { ask, failed, inWords, loading, sharedRuntime, startOnIntent } from "./tool.js";
import { todayInBeijing } from "../today.js";
import { chineseDate, NOTICE, TAKE } from "./words.js";

const BETWEEN = /^[ \t]*={5,}[ \t]*$/m; // a line of its own, between two pasted notices
const MOST_NOTICES = 50;

export function attach(formElement) {
  const runtime = sharedRuntime(formElement.dataset.runtime);
  const place = (name) => document.getElementById(`tool-${name}`);
  const region = place("answer");
  const said = place("said");
  const [text, file, area, year, published] = ["text", "file", "area", "exam_year", "published_on"].map(place);
  const { pdf, maps, dates, sources, report } = formElement.dataset;
  let latest = 0;

  function set(state, ...children) {
    region.dataset.state = state;
    for (const name of ["code", "verdict"]) delete region.dataset[name];
    region.replaceChildren(...children);
  }

  function refuse(message, code) {
    set("error", element("p", { class: "field-error", role: "alert" }, message));
    region.dataset.code = code;
    region.focus();
  }

  // [{name, text, empty} or {name, why}]
  async function gathered() {
    if (file.files.length) return Promise.all([...file.files].map(fromFile));
    const texts = text.value.split(BETWEEN).filter((each) => each.trim());
    return texts.map((each, i) => ({ name: NOTICE.numbered(NOTICE.pasted, i + 1, texts.length), text: each, empty: [] }));
  }

  async function fromFile(one) {
    try {
      return { name: one.name, ...(await textOf(one, { pdf, maps })) };
    } catch (error) {
      return { name: one.name, why: error instanceof Unread ? error.why : "unknown" };
    }
  }

  async function understoodDay() {
    const typed = published.value.trim();
    if (!typed) return undefined;
    const { dates: read } = await ask({ op: "typed", dates: [typed] });
    if (read?.[0]) published.value = read[0];
    return read?.[0] ?? typed;
  }

  async function read() {
    const current = ++latest;
    clearErrors();
    set("loading", ...(runtime.ready ? [element("p", {}, NOTICE.reading)] : loading({})));
    try {
      const notices = await gathered();
      if (current !== latest) return;
      if (!notices.length) return refuse(NOTICE.nothing, "nothing");
      if (notices.length > MOST_NOTICES) return refuse(NOTICE.too_many(MOST_NOTICES), "too_many");
      const asked = { exam_year: number(year.value.trim()) || undefined, area: area.value || undefined, published_on: await understoodDay() };
      const known = await site(dates, sources);
      for (const notice of notices) if (notice.text !== undefined) notice.answer = await ask({ op: "notice", text: notice.text, ...asked });
      if (current !== latest) return;
      const fault = notices.find(({ answer }) => ["exam_year", "published_on"].includes(answer?.error?.field))?.answer.error;
      if (fault) return beside(fault);
      show(notices, known);
    } catch (error) {
      if (current === latest) set("error", ...failed(error, read));
    }
  }

  function clearErrors() {
    for (const shown of formElement.querySelectorAll("[data-error]")) shown.remove();
    for (const field of formElement.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  }

  function beside(error) {
    const input = place(error.field);
    const message = inWords(error);
    input.setAttribute("aria-invalid", "true");
    input.closest("p").append(element("span", { class: "field-error", "data-error": "" }, message));
    refuse(message, error.code);
    input.focus();
  }

  function show(notices, known) {
    const read = notices.filter(({ answer }) => answer?.ok);
    const count = (name) => read.reduce((sum, { answer }) => sum + answer[name].length, 0);
    const context = { known, report, areaName: area.value ? area.selectedOptions[0].textContent : null };
    set(read.length ? "ready" : "error", ...notices.map((notice, i) => section(notice, i, context)));
    if (read.length) region.dataset.verdict = count("found") ? "found" : "nothing";
    said.textContent = NOTICE.said(read.length, count("found"), count("unread"));
    region.focus();
  }

  takeFiles(formElement, file, read);
  formElement.addEventListener("submit", (event) => {
    event.preventDefault();
    read();
  });
  formElement.addEventListener("reset", () => {
    latest++;
    clearErrors();
    said.textContent = "";
    set("idle");
  });
  text.addEventListener("input", () => (file.value = ""));
  formElement.querySelector("[data-example]").addEventListener("click", ({ target }) => {
    file.value = "";
    text.value = target.dataset.example;
    read();
  });
  formElement.prepend(...inAppNotice(TAKE.inside_app));
  startOnIntent(formElement);
  set("idle");
  if (file.files.length) read(); // chosen before this script was there
}

export function section(notice, i, context) {
  const heading = element("h2", {}, notice.name);
  const refused = notice.why ? NOTICE.files[notice.why] : notice.answer.ok ? null : notice.answer.error.message;
  if (refused) return element("section", { "data-notice": "refused", "data-why": notice.why ?? notice.answer.error.code }, heading, element("p", { class: "field-error" }, refused));
  const { answer } = notice;
  const compared = answer.found.map((value) => sameOrNot(value, answer, context.known));
  return element(
    "section",
    { "data-notice": "read" },
    heading,
    element("p", { class: "verdict" }, NOTICE.headline(answer.found.length, answer.unread.length)),
    element("p", {}, NOTICE.about(answer.exam.name, answer.exam.year)),
    ...(answer.found.length ? [element("p", { class: "hint" }, NOTICE.check)] : []),
    ...(notice.empty.length ? [element("p", { class: "notice" }, NOTICE.empty_pages(notice.empty))] : []),
    ...foundParts(answer, compared, i),
    ...listed(NOTICE.fees, answer.fees, (fee) => [NOTICE.fee(fee), " ", element("q", {}, fee.quote)], "fee"),
    ...listed(NOTICE.sessions, answer.sessions, (one) => [NOTICE.session(one)], "session"),
    ...listed(
      NOTICE.unread,
      answer.unread,
      (one, at) => [element("a", { href: `#tool-unread-${i}-${at}`, translate: "no" }, one.text), `：${NOTICE.why[one.why]}`],
      "unread",
    ),
    wholeText(notice.text, answer, i),
    ...taking(answer, compared, context),
  );
}

// `2025-07-08T17:00` in words; null stays null.
export function moment(iso) {
  if (iso === null) return null;
  const [day, hour] = iso.split("T");
  return chineseDate(day) + (hour ? ` ${hour}` : "");
}

export const days = ({ start, end }) => NOTICE.span(moment(start), moment(end));

function foundParts({ found }, compared, i) {
  if (!found.length) return [];
  const items = found.map((value, at) => {
    const lines = [
      element("dt", {}, NOTICE.what[value.what], " ", badge(NOTICE.status[value.status])),
      element("dd", { "data-stated": value.what, "data-start": value.start ?? "", "data-end": value.end ?? "" }, element("strong", {}, days(value))),
      element("dd", {}, element("a", { href: `#tool-found-${i}-${at}` }, element("q", {}, value.quote)), ` ${NOTICE.year_from[value.year_from]}`),
      element("dd", { "data-compared": compared[at].state }, ...compared[at].parts()),
    ];
    if (value.conflict) lines.splice(2, 0, element("dd", { class: "field-error" }, NOTICE.conflict));
    return element("div", { class: "stated" }, ...lines);
  });
  return [element("h3", {}, NOTICE.dates), element("dl", {}, ...items)];
}

function listed(heading, values, line, kind) {
  if (!values.length) return [];
  const items = values.map((value, at) => element("li", { [`data-${kind}`]: value.why ?? "" }, ...line(value, at)));
  return [element("h3", {}, heading), element("ul", {}, ...items)];
}

// The text with what was found and what was not understood marked in it. Places count code points.
function wholeText(text, { found, unread }, i) {
  const signs = [...text];
  const marks = [
    ...found.map(({ at, what }, n) => ({ at, id: `tool-found-${i}-${n}`, kind: "found", title: NOTICE.what[what] })),
    ...unread.map(({ at, why }, n) => ({ at, id: `tool-unread-${i}-${n}`, kind: "unread", title: NOTICE.why[why] })),
  ].sort((one, other) => one.at[0] - other.at[0]);
  const parts = [];
  let done = 0;
  for (const { at: [first, last], id, kind, title } of marks) {
    const from = Math.max(first, done);
    parts.push(signs.slice(done, from).join(""), element("mark", { id, "data-mark": kind, title, tabindex: "-1" }, signs.slice(from, Math.max(from, last)).join("")));
    done = Math.max(done, last);
  }
  parts.push(signs.slice(done).join(""));
  const shown = element("details", { "data-whole": "" }, element("summary", {}, NOTICE.whole), element("div", { class: "whole-text", translate: "no", tabindex: "0", role: "group", "aria-label": NOTICE.whole }, ...parts));
  // A link leads into the folded text; the address stays as it is.
  const open = (event) => {
    const id = event.target.closest("a[href^='#tool-']")?.getAttribute("href").slice(1);
    const mark = id && shown.querySelector(`[id="${id}"]`);
    if (!mark) return;
    event.preventDefault();
    event.stopPropagation();
    shown.open = true;
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
  };
  queueMicrotask(() => shown.closest("[data-notice]")?.addEventListener("click", open, true));
  return shown;
}

function taking(answer, compared, { report, areaName }) {
  if (!answer.found.length) return [];
  const status = element("span", { class: "hint", role: "status" });
  const calendar = button(NOTICE.calendar, async () => {
    if (answer.exam.year === null) return (status.textContent = NOTICE.no_year);
    const { ics } = await ask({ op: "agenda", today: todayInBeijing(), person: {}, dates: agendaDates(answer) });
    status.textContent = ics ? "" : NOTICE.no_calendar;
    if (ics) saveCalendar(ics, NOTICE.calendar_name(answer.exam.year));
    return null;
  });
  return [
    element("h3", {}, NOTICE.take),
    element("p", { class: "take" }, calendar, button(TAKE.print, () => window.print())),
    element("p", {}, status),
    element("p", { class: "hint" }, NOTICE.alarms, NOTICE.no_link),
    ...handIn(answer, compared, { report, areaName }),
  ];
}

// As the agenda takes them: what contradicts itself is left out.
function agendaDates({ found, exam, area }) {
  const own = [area ?? "notice", exam.year];
  return found
    .filter(({ conflict }) => !conflict)
    .map(({ what, start, end, status }, at) => ({
      id: [...own, what.replace("_", "-"), ...(found.findIndex((other) => other.what === what) === at ? [] : [at])].join("-"),
      what,
      exam_year: exam.year,
      status,
      ...(start ? { start } : {}),
      ...(end ? { end } : {}),
    }));
}
