// What every tool has: form → request → Python → answer. States of the answer region (`data-state`):
// idle, loading, ready (with `data-verdict`), error.

import { putAddress } from "./address.js";
import { button, element } from "./dom.js";
import { fold, foldedTo, forgetAsked, part, sayAsked, unfold } from "./fold.js";
import { LONGEST_LINK, madeLink, readLink } from "./links.js";
import { Runtime } from "./runtime.js";
import { savesData } from "./start.js";
import { chineseDate, FAILED, FORM, LOADING, TOOL } from "./words.js";

const KEPT = ["portal", "damaged", "start", "timeout", "network"]; // may come of what the device has kept
const WRITTEN_IN_FULL = /^\d{4}-\d\d-\d\d$/; // as the checker itself writes dates

let runtime = null; // one Python a page, whatever forms it has

export function sharedRuntime(folder) {
  runtime ??= globalThis.pythonOfPage ??= new Runtime(new URL(folder, location.href), showProgress);
  return runtime;
}

function showProgress(progress) {
  for (const region of document.querySelectorAll("[data-state=loading]")) {
    region.replaceChildren(...loading(progress));
  }
}

// A request to the checker; the parsed answer. Rejects with RuntimeFailed.
export async function ask(request) {
  return JSON.parse(await runtime.ask(JSON.stringify(request)));
}

// tool: {formElement, region, said, form, keep, link, toRequest, show, verdict}
//   toRequest(entries): the request, or a promise of it;
//   link: what readLink takes, and {tool: when it is not that of the form; toPairs(entries); fromPairs(pairs):
//     entries, or null when nothing is for this form};
//   more(request): what else to ask about the same, if anything;
//   show(answer, entries, region, more): puts the answer into the region;
//   verdict(answer): the text of data-verdict;
//   asked(answer): what was asked, in one line, to which the form folds;
//   sentence(answer): what a screen reader is told;
//   beside(error, entries): the error by the name of the form's field, and in its words, where they are others.
export function attachTool(tool) {
  const { formElement, region, said, form, keep } = tool;
  const link = { tool: formElement.dataset.tool, ticks: form.ticks, ...tool.link };
  sharedRuntime(formElement.dataset.runtime);

  let latest = 0;
  let answered = false;
  let typedOn = false; // while the first answer was on its way

  // quiet: while somebody types: no error is shown and no field is touched. fromLink: the state of the
  // link that the entries came with.
  async function answer({ entries = form.entries, focus = false, quiet = false, fromLink = null } = {}) {
    const current = ++latest;
    typedOn = false;
    if (!quiet) form.clearErrors();
    const unasked = (fromLink ? null : form.unreadable) ?? form.unanswered; // what the checker cannot be asked
    if (unasked) return quiet ? stale() : refuse(unasked, focus);
    if (!quiet && !(region.dataset.state === "ready" && runtime.ready)) set("loading", runtime.ready ? [element("p", {}, LOADING.wait)] : loading({}));
    if (focus && !runtime.ready) region.scrollIntoView({ block: "start" }); // who has just tapped sees that something is coming
    performance.mark("asked");
    let result;
    let asked;
    let more;
    try {
      asked = await understood(entries, { write: !quiet });
      const request = await tool.toRequest(asked);
      [result, more] = await Promise.all([ask(request), tool.more?.(request)]);
    } catch (error) {
      if (current === latest) set("error", failed(error, () => answer({ entries, focus, fromLink })));
      return;
    }
    if (current !== latest) return;
    if (typedOn) return answer();
    if (!result.ok) return quiet ? stale() : refuse(result.error, focus);
    form.clearErrors();
    if (result.doubts) form.showDoubts(result.doubts); // a plan has none
    // What is passed on is what was answered, whatever was opened.
    putAddress(`${location.pathname}${location.search}${madeLink(link.tool, link.toPairs(asked))}`);
    region.querySelector("[data-link]")?.remove();
    if (region.dataset.state !== "ready") region.replaceChildren();
    region.dataset.state = "ready";
    region.dataset.verdict = tool.verdict(result);
    delete region.dataset.code;
    delete region.dataset.stale;
    tool.show(result, asked, region, more);
    if (fromLink === "unchecked") region.prepend(linkNote());
    said.textContent = tool.sentence(result) + (fromLink === "unchecked" ? TOOL.link_unchecked : "");
    performance.measure(answered ? "answer" : "first-answer", "asked");
    answered = true;
    sayAsked(formElement, tool.asked(result));
    if (focus || fromLink) fold(formElement);
    const first = document.querySelector("[data-state]:not([data-state=idle])") === region;
    if (focus || (fromLink && first && window.scrollY === 0)) goToAnswer();
  }

  // With what was asked above it. Where the form has folded, the focus would be lost in it.
  function goToAnswer() {
    const line = foldedTo(formElement);
    (line ?? region).scrollIntoView({ block: "start" });
    const { activeElement } = document;
    if (line && (activeElement === document.body || formElement.contains(activeElement))) region.focus({ preventScroll: true });
  }

  // The checker's error to what has been filled in so far, or null; of what it cannot be asked yet, null.
  async function refused() {
    const unasked = form.unreadable ?? form.unanswered;
    if (unasked || !runtime.ready) return unasked;
    const { error } = await ask(tool.toRequest(await understood(form.entries, { write: true })));
    return error ? worded(error) : null;
  }

  function stale() {
    if (region.dataset.state === "ready") region.dataset.stale = "true";
  }

  // Dates as people type them, written in full by the checker, in the entries and in their fields;
  // not where somebody has typed on meanwhile.
  async function understood(entries, { write }) {
    const inputs = form.dateInputs.filter((input) => input.value.trim());
    const texts = inputs.map((input) => input.value.trim());
    if (texts.every((text) => WRITTEN_IN_FULL.test(text))) return entries;
    const { dates } = await ask({ op: "typed", dates: texts });
    if (!dates) return entries; // too many or too long: the checker says so of the request itself
    const full = new Map(texts.map((text, i) => [text, dates[i]]));
    if (write) {
      inputs.forEach((input, i) => {
        if (input.value.trim() === texts[i]) input.value = dates[i];
      });
    }
    return replaced(entries, full);
  }

  // With the checker's sentence, or one that fits the form better.
  function worded(error) {
    const inGeneral = { ...error, message: inWords(error) };
    return tool.beside?.(inGeneral, form.entries) ?? inGeneral;
  }

  function refuse(refused, focus) {
    const error = worded(refused);
    unfold(formElement); // what is wrong stands in it
    const beside = form.showError(error, { focus });
    set("error", refusal(error.message));
    region.dataset.code = error.code ?? "unreadable";
    said.textContent = error.message;
    if (focus && !beside) region.focus();
  }

  function set(state, children) {
    region.dataset.state = state;
    for (const name of ["code", "verdict", "stale"]) delete region.dataset[name];
    region.replaceChildren(...children);
  }

  function openFragment() {
    if (location.hash.length > LONGEST_LINK) {
      latest++; // an answer still on its way is to another link
      refuse({ message: TOOL.link_too_long });
      return true;
    }
    const opened = readLink(link.tool, link, location.hash);
    const entries = opened && link.fromPairs(opened.pairs);
    if (entries) {
      form.entries = entries;
      keep.save(entries);
    }
    if (opened?.state === "damaged") return openDamaged(opened, entries);
    if (!entries) return false;
    const answerLink = () => answer({ entries, fromLink: opened.state });
    if (runtime.ready || !savesData()) answerLink();
    else set("idle", offer(answerLink, formElement.dataset.megabytes));
    return true;
  }

  // Nothing is answered until the reader asks for it. The page's first form says so whatever the link is about.
  function openDamaged({ unknown }, entries) {
    latest++; // an answer still on its way is to another link
    answered = false;
    set("idle", []);
    if (!entries && !formElement.dataset.tool) return false;
    refuse({ code: "link_damaged", message: TOOL.link_damaged(unknown, formElement.querySelector("[type=submit]").textContent) });
    if (formElement.dataset.tool && window.scrollY === 0) region.scrollIntoView({ block: "center" });
    return true;
  }

  formElement.addEventListener("submit", (event) => {
    event.preventDefault();
    answer({ focus: true });
  });
  formElement.addEventListener("input", () => {
    keep.save(form.entries);
    if (answered && runtime.ready) answer({ quiet: true });
    else typedOn = true;
  });
  formElement.addEventListener("change", async ({ target }) => {
    if (target.matches("[data-keep]")) keep.save(form.entries);
    const before = latest;
    if (target.matches("input[data-date]") && runtime.ready) await understood(form.entries, { write: true });
    if (answered && runtime.ready && latest === before) answer();
  });
  formElement.addEventListener("reset", () => {
    latest++;
    answered = false;
    keep.clear();
    forgetAsked(formElement);
    set("idle", []);
    said.textContent = "";
    putAddress(location.pathname + location.search);
  });
  startOnIntent(formElement);
  addEventListener("hashchange", openFragment);
  set("idle", []);
  if (!openFragment()) {
    const kept = keep.load();
    if (!untouched(formElement)) keep.save(form.entries); // typed before this script was there
    else if (kept) form.entries = kept;
  }
  return { answer, refused };
}

function untouched(formElement) {
  const inputs = [...formElement.querySelectorAll("input")];
  return inputs.every((input) => input.value === input.defaultValue || input.type === "checkbox");
}

function replaced(value, full) {
  if (typeof value === "string") return full.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item) => replaced(item, full));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaced(item, full)]));
}

// Python is fetched on the first sign that somebody wants an answer; with data saving switched on,
// only when the answer is asked for.
export function startOnIntent(formElement) {
  if (savesData()) return;
  const start = () => {
    try {
      runtime.start();
    } catch {
      // said when the answer is asked for
    }
  };
  for (const sign of ["focusin", "pointerdown"]) formElement.addEventListener(sign, start, { once: true });
}

// The checker's sentence, or one that fits a form better.
export const inWords = ({ code, message }) => FORM.errors[code] ?? message;

export function refusal(message) {
  return [element("p", { class: "field-error" }, message)];
}

// Above the answer to a link that carries no check.
export function linkNote() {
  return element("p", { class: "notice", "data-link": "unchecked" }, TOOL.link_unchecked);
}

// What a link shows where data is saved.
export function offer(load, megabytes) {
  return [element("p", {}, LOADING.saving(megabytes)), element("p", {}, button(LOADING.load, load))];
}

export function loading({ type, received = 0, total = 0 }) {
  const text = type === "starting" ? LOADING.start : total ? LOADING.download(received, total) : LOADING.wait;
  const bar = element("progress", { "aria-label": text });
  if (total && type !== "starting") Object.assign(bar, { max: total, value: received });
  return [element("p", {}, text), bar];
}

export function failed(error, retry) {
  const parts = [
    element("p", {}, FAILED[error.reason] ?? FAILED.start),
    element("p", {}, button(FAILED.retry, retry), ...(KEPT.includes(error.reason) ? [" ", FAILED.retry_hint] : [])),
  ];
  const switchOff = KEPT.includes(error.reason) && navigator.serviceWorker?.controller && "../../about/offline/#switch";
  if (switchOff) parts.push(element("p", {}, element("a", { href: switchOff }, FAILED.way_out)));
  const help = document.querySelector("[data-help]");
  if (help) parts.push(element("p", {}, element("a", { href: `#${help.id}` }, FAILED.help[help.id])));
  return parts;
}

// What to do now: the steps stand in the page, as words with links.
export function todo(verdict) {
  const steps = document.getElementById(`tool-todo-${verdict}`);
  return steps
    ? [element("div", { class: "todo", "data-text": "" }, element("h3", {}, TOOL.todo), ...[...steps.cloneNode(true).children])]
    : [];
}

// What all answers end with: why, and where it stands.
export function why(steps) {
  const items = steps.map(({ text, phrase, rule }, i) =>
    phrase === steps[i - 1]?.phrase // the same words are quoted once
      ? element("li", {}, text, ` ${rule}`)
      : element("li", {}, text, " ", element("q", { class: "phrase" }, phrase), ` ${rule}`),
  );
  return part(TOOL.why, { "data-text": "" }, element("ol", {}, ...items));
}

export function sources(answer) {
  const items = answer.sources.map((s) =>
    element(
      "li",
      {},
      `${s.id} `,
      element("q", {}, s.wording),
      " ",
      s.url ? element("a", { href: s.url, rel: "nofollow noopener" }, s.title) : s.title,
      ` ${TOOL.status[s.status]}，${TOOL.checked_on(chineseDate(s.checked_on))}`,
    ),
  );
  return part(
    TOOL.sources,
    { class: "sources", "data-text": "" },
    element("ul", {}, ...items),
    element("p", { class: "hint" }, TOOL.last_seen(chineseDate(answer.rules_last_seen)), TOOL.unofficial),
  );
}
