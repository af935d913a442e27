// From what was found to the sentence itself, which the next page is told of.
import { unfold } from "../unfold.js";

const KEY = "yaoshi-zhiqi.search.to";
const BLOCKS = "article :is(p, li, tr, dt, dd, h4, summary, caption, div)";
const bare = (text) => text.replace(/[\s·¶]/g, "");

// A browser may refuse to keep anything: then the heading above is what the address leads to.
export function rememberSentence(path, sentence) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ path, sentence }));
  } catch {
    // As said.
  }
}

export function showSentence() {
  let asked;
  try {
    asked = JSON.parse(sessionStorage.getItem(KEY));
    sessionStorage.removeItem(KEY);
  } catch {
    return;
  }
  if (asked?.path !== location.pathname || !asked.sentence) return;
  const wanted = bare(asked.sentence);
  const all = [...document.querySelectorAll(BLOCKS)].filter((one) => bare(one.textContent).includes(wanted));
  const block = all.at(-1); // the innermost, in the order of the page
  if (!block) return;
  unfold(block);
  block.setAttribute("data-found", "");
  block.tabIndex = -1;
  // After the theme has gone to the heading that the address names.
  setTimeout(() => {
    block.scrollIntoView({ block: "center" });
    block.focus({ preventScroll: true });
  }, 100);
}
