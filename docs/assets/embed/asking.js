// A card that asks: nothing of Python is fetched before the first tap. States of the answer region
// (`data-state`): idle, loading, ready (with `data-verdict`), error.
import "./card.js";
import { madeLink } from "../checker/links.js";
import { Runtime } from "../checker/runtime.js";
import { FAILED, LOADING } from "../checker/words.js";

export function element(name, attributes, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

// link: what the tool's links carry: {tool, toPairs};
// entries(form), toRequest(entries): what is filled in, what is asked of the checker;
// parts(answer): the elements that say it.
export function attachCard({ link, entries, toRequest, parts }) {
  const form = document.getElementById("card-form");
  const region = document.getElementById("answer");
  const whole = document.getElementById("whole");
  const runtime = new Runtime(new URL(form.dataset.runtime, location.href), ({ type, received, total }) => {
    if (region.dataset.state !== "loading") return;
    region.textContent = type === "starting" ? LOADING.start : LOADING.download(received, total);
  });

  function show(state, verdict, ...children) {
    region.dataset.state = state;
    if (verdict) region.dataset.verdict = verdict;
    else delete region.dataset.verdict;
    region.replaceChildren(...children);
  }

  async function answer() {
    const asked = entries(form);
    whole.href = new URL(madeLink(link.tool, link.toPairs(asked)) || "#", whole.dataset.page);
    show("loading", null, LOADING.wait);
    let result;
    try {
      result = JSON.parse(await runtime.ask(JSON.stringify(toRequest(asked))));
    } catch (error) {
      show("error", null, FAILED[error.reason] ?? FAILED.start);
      return;
    }
    if (!result.ok) show("error", null, result.error.message);
    else show("ready", result.verdict, ...parts(result));
  }

  whole.dataset.page = whole.href;
  document.getElementById("late").remove();
  form.querySelector("button").disabled = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer();
  });
}
