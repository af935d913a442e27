// Elements of the page, made from words and answers.

import { chineseDate } from "./words.js";

const PLAIN = ["option", "textarea"]; // hold no elements

// No day in it breaks over two lines.
export function element(name, attributes = {}, ...children) {
  const parts = PLAIN.includes(name) ? children : children.flatMap((child) => (typeof child === "string" ? dated(child) : [child]));
  return filled(document.createElement(name), attributes, parts);
}

export function drawn(name, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function filled(made, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function time(key, iso) {
  return element("time", { "data-answer": key, datetime: iso }, chineseDate(iso));
}

// A sentence with an element standing where its value belongs.
export function around(sentence, inner) {
  const [before, after] = sentence("\u0000").split("\u0000");
  return [before, inner, after];
}

function dated(sentence) {
  return sentence
    .split(/(\d{4}-\d{2}-\d{2}|(?:\d{4}年)?\d+月\d+日)/)
    .map((part, i) => (i % 2 ? filled(document.createElement("span"), { class: "day" }, [part]) : part));
}

export function button(text, onClick, attributes = {}) {
  const made = element("button", { type: "button", class: "md-button", ...attributes }, text);
  made.addEventListener("click", onClick);
  return made;
}

// How certain something is: [class, word].
export function badge([name, word]) {
  return element("span", { class: `badge ${name}` }, word);
}

// A table that scrolls by itself, with a name for whoever cannot see it.
export function table(name, columns, rows) {
  const head = element("tr", {}, ...columns.map((column) => element("th", { scope: "col" }, column)));
  return element(
    "div",
    { class: "scroll", tabindex: "0", role: "group", "aria-label": name },
    element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows)),
  );
}

export function cells(values) {
  return values.map((value) => element("td", {}, value instanceof Node ? value : String(value)));
}
