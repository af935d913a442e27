// The annotation card: nothing of Python is fetched before the first tap. States of the answer
// region (`data-state`): idle, loading, ready (with `data-verdict`), error.
import "./card.js";
import { annotationLink, toPairs } from "../checker/fragment.js";
import { madeLink } from "../checker/links.js";
import { toRequest } from "../checker/request.js";
import { Runtime } from "../checker/runtime.js";
import { ANSWER, FAILED, LOADING, chineseDate } from "../checker/words.js";

const form = document.getElementById("card-form");
const region = document.getElementById("answer");
const whole = document.getElementById("whole");
const runtime = new Runtime(new URL(form.dataset.runtime, location.href), ({ type, received, total }) => {
  if (region.dataset.state !== "loading") return;
  region.textContent = type === "starting" ? LOADING.start : LOADING.download(received, total);
});

function entries() {
  const given = [...form.querySelectorAll("[name=applied_on]")].map((input) => input.value).filter(Boolean);
  return {
    apply_on: form.elements.apply_on.value,
    annotations: given.map((applied_on) => ({ applied_on, days: form.dataset.longest })),
  };
}

function element(name, attributes, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

function show(state, verdict, ...children) {
  region.dataset.state = state;
  if (verdict) region.dataset.verdict = verdict;
  else delete region.dataset.verdict;
  region.replaceChildren(...children);
}

function day(key, iso) {
  const made = element("time", { dateTime: iso }, chineseDate(iso));
  made.dataset.answer = key;
  return made;
}

function answerElements({ asked, verdict, earliest }) {
  const lines = ["possible", "usual", "certain"].flatMap((name) => [
    element("dt", {}, ANSWER.earliest[name][0]),
    element("dd", {}, day(`earliest.${name}`, earliest[name])),
  ]);
  return [
    element("p", { className: "verdict" }, ANSWER.verdict[verdict](chineseDate(asked.apply_on))),
    element("p", { className: "hint" }, ANSWER.earliest.heading),
    element("dl", {}, ...lines),
  ];
}

async function answer() {
  const asked = entries();
  whole.href = new URL(madeLink(annotationLink.tool, toPairs(asked)) || "#", whole.dataset.page);
  show("loading", null, LOADING.wait);
  let result;
  try {
    result = JSON.parse(await runtime.ask(JSON.stringify(toRequest(asked))));
  } catch (error) {
    show("error", null, FAILED[error.reason] ?? FAILED.start);
    return;
  }
  if (!result.ok) show("error", null, result.error.message);
  else show("ready", result.verdict, ...answerElements(result));
}

whole.dataset.page = whole.href;
form.querySelector("button").disabled = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  answer();
});
