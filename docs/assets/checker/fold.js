// Folding. On a narrow screen (assets/styles/tools.css) the form of a tool that has answered folds into
// one line that says what was asked, so that the answer stands on top; and what not everybody reads of
// an answer folds to its name. On a wide screen and on paper everything is open.

import { button, element } from "./dom.js";
import { FOLD } from "./words.js";

const NARROW = "(max-width: 44.984375em)"; // the same as in tools.css: the theme's width of a phone

// What was asked, on top of the form; seen where the screen is narrow.
export function sayAsked(form, text) {
  const line = lineOf(form) ?? newLine(form);
  line.firstChild.textContent = text;
}

export const fold = (form) => set(form, true);
export const unfold = (form) => set(form, false);

// Nothing is asked any more.
export function forgetAsked(form) {
  unfold(form);
  lineOf(form)?.remove();
}

// The line, where it is all that can be seen of the form; else null.
export function foldedTo(form) {
  const line = lineOf(form);
  return "folded" in form.dataset && line?.getClientRects().length ? line : null;
}

const lineOf = (form) => form.querySelector("[data-asked]");

function newLine(form) {
  const change = button(FOLD.change, () => set(form, !("folded" in form.dataset)), {
    "aria-label": FOLD.change_what,
    "aria-expanded": "true",
  });
  const line = element("p", { class: "asked-line", "data-asked": "" }, element("span"), change);
  form.prepend(line);
  return line;
}

function set(form, folded) {
  form.toggleAttribute("data-folded", folded);
  const main = form.closest("main"); // a rule with :has() would style the whole page anew at each change
  main?.toggleAttribute("data-without-top", main.querySelector("form[data-folded]") !== null);
  lineOf(form)?.querySelector("button").setAttribute("aria-expanded", String(!folded));
}

const chosen = new Map(); // name of a part → whether the reader wants it open, while the tab is open

// A part of an answer, on a narrow screen folded to its name until it is tapped.
export function part(name, attributes, ...children) {
  return folding(name, !matchMedia(NARROW).matches, attributes, children);
}

// The same for what few read: folded on every screen.
export function detail(name, ...children) {
  return folding(name, false, {}, children);
}

function folding(name, open, attributes, children) {
  const summary = element("summary", {}, element("h3", {}, name));
  const made = element("details", { "data-part": "", ...attributes }, summary, ...children);
  made.open = chosen.get(name) ?? open;
  summary.addEventListener("click", () => chosen.set(name, !made.open));
  return made;
}

let closed = []; // parts that are open only for the printer

addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("[data-part]:not([open])")];
  for (const one of closed) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of closed) one.open = false;
});
