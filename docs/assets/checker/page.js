// The checker page: form → request → Python → answer. States of the answer region (`data-state`):
// idle, loading, ready (with `data-verdict`), error.

import { answerElements, element } from "./answer.js";
import { Form } from "./form.js";
import { fromFragment, toFragment } from "./fragment.js";
import { toRequest } from "./request.js";
import { Runtime } from "./runtime.js";
import { ANSWER, FAILED, LOADING } from "./words.js";

let runtime = null; // one Python a tab, kept while instant navigation moves between pages
let showProgress = () => {};
let answered = false;

export function attach(formElement) {
  const region = document.getElementById("answer");
  const words = JSON.parse(formElement.dataset.words);
  const form = new Form(formElement);
  runtime ??= new Runtime(new URL(formElement.dataset.runtime, location.href), (p) => showProgress(p));
  showProgress = (progress) => region.dataset.state === "loading" && region.replaceChildren(...loading(progress));

  let latest = 0;
  async function answer({ entries, focus }) {
    const current = ++latest;
    form.clearErrors();
    const unreadable = entries ? null : form.unreadable;
    if (unreadable) return refuse(unreadable, focus);
    const asked = entries ?? form.entries;
    set(region, "loading", runtime.ready ? [element("p", {}, LOADING.wait)] : loading({}));
    performance.mark("asked");
    let result;
    try {
      result = JSON.parse(await runtime.ask(JSON.stringify(toRequest(asked))));
    } catch (error) {
      if (current === latest) set(region, "error", failed(error, () => answer({ entries, focus })));
      return;
    }
    if (current !== latest) return;
    if (!result.ok) return refuse(result.error, focus);
    if (!entries) history.replaceState(history.state, "", `${location.pathname}${location.search}${toFragment(asked)}`);
    set(region, "ready", [...answerElements(result, words), share()], result.verdict);
    performance.measure(answered ? "answer" : "first-answer", "asked");
    answered = true;
    if (focus) region.scrollIntoView({ block: "start" });
  }

  function refuse(error, focus) {
    const beside = form.showError(error, { focus });
    set(region, "error", [element("p", { class: "field-error" }, error.message)]);
    region.dataset.code = error.code ?? "unreadable";
    if (focus && !beside) region.focus();
  }

  function openFragment() {
    const entries = fromFragment(location.hash);
    if (!entries) return;
    form.entries = entries;
    answer({ entries, focus: false });
  }

  formElement.addEventListener("submit", (event) => {
    event.preventDefault();
    answer({ focus: true });
  });
  formElement.addEventListener("reset", () => {
    latest++;
    set(region, "idle", []);
    history.replaceState(history.state, "", location.pathname + location.search);
  });
  startOnIntent(formElement);
  formElement.querySelector("[type=submit]").disabled = false; // until now a click would have lost what was typed
  window.onhashchange = openFragment;
  set(region, "idle", []);
  openFragment();
}

function set(region, state, children, verdict) {
  region.dataset.state = state;
  delete region.dataset.code;
  if (verdict) region.dataset.verdict = verdict;
  else delete region.dataset.verdict;
  region.replaceChildren(...children);
}

// Python is fetched on the first sign that somebody wants an answer; with data saving switched on,
// only when the answer is asked for.
function startOnIntent(formElement) {
  if (navigator.connection?.saveData) return;
  const start = () => {
    try {
      runtime.start();
    } catch {
      // said when the answer is asked for
    }
  };
  for (const sign of ["focusin", "pointerdown"]) formElement.addEventListener(sign, start, { once: true });
}

function loading({ type, received = 0, total = 0 }) {
  const text = type === "starting" ? LOADING.start : total ? LOADING.download(received, total) : LOADING.wait;
  const bar = element("progress", { "aria-label": text });
  if (total && type !== "starting") Object.assign(bar, { max: total, value: received });
  return [element("p", { class: "loading" }, text), bar];
}

function failed(error, retry) {
  const button = element("button", { type: "button", class: "md-button" }, FAILED.retry);
  button.addEventListener("click", retry);
  return [
    element("p", {}, FAILED[error.reason] ?? FAILED.start),
    element("p", {}, button),
    element("p", {}, element("a", { href: "#worked" }, FAILED.help)),
  ];
}

function share() {
  const button = element("button", { type: "button", class: "md-button" }, ANSWER.share);
  const said = element("span", { class: "hint", role: "status" });
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      said.textContent = ANSWER.shared;
    } catch {
      said.textContent = ANSWER.not_shared;
    }
  });
  return element("p", { class: "share" }, button, " ", said);
}
