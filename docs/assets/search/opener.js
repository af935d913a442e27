// The search, as far as every page holds it: its button, its keys, its box. What finds and the index
// are fetched once somebody opens it. What is typed goes nowhere: into no address, to no server.
import { inEdition } from "../edition.js";
import { rememberSentence, showSentence } from "./jump.js";

const button = document.querySelector("[data-search]");
const at = (name) => button && new URL(button.dataset[name], location.href).href;
const [SCRIPT, LATEST, ROOT] = ["search", "searchLatest", "searchRoot"].map(at);
const BOX = `<form role="search">
  <input type="text" enterkeyhint="search" aria-label="搜索" placeholder="两三个字，例如：加注" autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck="false">
  <button type="button" class="search__close" data-close aria-label="关闭搜索">关闭</button>
</form>
<p class="search__said" data-said role="status"></p>
<div class="search__found" data-results></div>`;
const FAILED = "搜索没有载入：网络断了，或者被浏览器拦住了。也可以重新打开这一页。";

let dialog, input, said, found;
let finding; // promise of the function that answers in the box
let failures = 0;
let asked = 0;
let following = false;

function load() {
  finding ??= fetchAll().catch((error) => {
    finding = undefined;
    failures += 1;
    throw error;
  });
  return finding;
}

async function fetchAll() {
  // A module that could not be fetched is not asked for again under the same name.
  const [{ inBox }, index] = await Promise.all([import(failures ? `${SCRIPT}#${failures}` : SCRIPT), fetchIndex()]);
  return inBox(index, ROOT, { said, found });
}

async function fetchIndex() {
  const { index } = await fetchJson(LATEST, { cache: "no-cache" });
  return fetchJson(ROOT + index);
}

async function fetchJson(address, options) {
  const response = await fetch(address, options);
  if (!response.ok) throw new Error(`${address}: HTTP ${response.status}`);
  return response.json();
}

function make() {
  dialog = document.createElement("dialog");
  dialog.className = "search md-typeset";
  dialog.setAttribute("aria-label", "搜索");
  dialog.innerHTML = BOX;
  [input, said, found] = ["input", "[data-said]", "[data-results]"].map((one) => dialog.querySelector(one));
  document.body.append(dialog);
  // Paste, voice and input methods tell of themselves in one of these ways.
  input.addEventListener("input", ({ isComposing }) => isComposing || answer());
  input.addEventListener("compositionend", answer);
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    answer().then(() => links()[0]?.click());
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => following || remember(undefined)); // comes after what follow does
  dialog.addEventListener("keydown", walk);
  found.addEventListener("click", follow);
}

const links = () => [...found.querySelectorAll("li a")];

// What was looked for on a page that was left by a result.
const searchedHere = () => history.state?.search;

function remember(search) {
  if (search || history.state?.search) history.replaceState({ ...history.state, search }, "");
}

async function answer() {
  const mine = ++asked;
  const query = input.value;
  dialog.dataset.state = "loading";
  try {
    const find = await load();
    if (mine !== asked) return;
    find(inEdition(query));
    dialog.dataset.state = "ready";
  } catch {
    if (mine !== asked) return;
    dialog.dataset.state = "error";
    said.textContent = FAILED;
    const again = Object.assign(document.createElement("button"), { type: "button", className: "md-button", textContent: "再试一次" });
    again.addEventListener("click", () => answer().then(() => input.focus()));
    found.replaceChildren(again);
  }
}

// Up and down go through what was found, and back into the field; a letter goes on typing.
function walk(event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const all = links();
  const here = all.indexOf(document.activeElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1 }[event.key];
  if (to !== undefined && (here >= 0 || event.key === "ArrowDown")) {
    event.preventDefault();
    (to < 0 ? input : (all[to] ?? all.at(-1)))?.focus();
  } else if (here >= 0 && event.key.length === 1 && event.key !== " ") input.focus();
}

function follow(event) {
  const link = event.target.closest("li a");
  if (!link) return;
  rememberSentence(link.pathname, link.dataset.block);
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const search = { query: input.value, chosen: links().indexOf(link) };
  following = true;
  dialog.close();
  remember(search);
  if (link.pathname !== location.pathname) return;
  event.preventDefault();
  history.pushState(null, "", link.hash || location.pathname);
  showSentence();
}

async function open({ query, chosen } = {}) {
  if (!button) return;
  if (!dialog) make();
  following = false;
  if (!dialog.open) dialog.showModal ? dialog.showModal() : dialog.setAttribute("open", "");
  if (query !== undefined) input.value = query;
  input.focus();
  input.select();
  if (input.value || !navigator.connection?.saveData) await answer();
  links()[chosen]?.focus();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-search-open]:not(form)")) open();
});

// A form elsewhere in a page. Its field has no name: without this script nothing of it gets into an address.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-search-open]")) return;
  event.preventDefault();
  open({ query: event.target.querySelector("input").value });
});

document.addEventListener("keydown", (event) => {
  const types = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || types || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  open();
});

// Going back to a page that was left by a result: what was found is there again.
function leftHere() {
  const search = searchedHere();
  if (search) open(search);
  else if (dialog?.open) dialog.close();
}

addEventListener("popstate", leftHere);
addEventListener("pageshow", ({ persisted }) => persisted && leftHere());

export function begin() {
  const given = new URLSearchParams(location.search).get("q");
  const [visit] = performance.getEntriesByType("navigation");
  if (visit?.type === "back_forward" && searchedHere()) leftHere();
  else if (given !== null) open({ query: given });
}

export { showSentence };
