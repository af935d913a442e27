// The sentence that is shown of a result, and its words marked.
import { element } from "../checker/dom.js";

const LONGEST = 90;
const BEFORE = 20;
const SENTENCE = /[^。！？；]+[。！？；]*[”’）]*/g;

// Digits and Chinese stand apart in our texts: 90 学时 is found by 90学时.
const spaced = (text) => [...text].map((one) => one.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join(" ?");

function pattern(words) {
  const texts = [...new Set(words.flatMap((word) => word.ways.map((way) => way.text)))].sort((a, b) => b.length - a.length);
  return texts.length ? new RegExp(`(${texts.map(spaced).join("|")})`, "giu") : /(?!)/g;
}

export function sentenceOf(block, words) {
  const of = pattern(words);
  const worth = (text) => new Set((text.match(of) ?? []).map((one) => one.toLowerCase())).size;
  const sentences = block.match(SENTENCE) ?? [block];
  const chosen = sentences.reduce((a, b, i) => (worth(b) > worth(sentences[a]) ? i : a), 0);
  // What is wrongly said stands in quotation marks, and what holds instead after it: never one alone.
  const said = /^“[^”]*”$/.test(sentences[chosen].trim()) ? (sentences[chosen + 1] ?? "") : "";
  const best = (sentences[chosen] + said).trim();
  if (best.length <= LONGEST) return best;
  const at = Math.max(0, best.search(of) - BEFORE);
  const end = at + LONGEST;
  return `${at ? "…" : ""}${best.slice(at, end)}${end < best.length ? "…" : ""}`;
}

export function marked(text, words) {
  return text.split(pattern(words)).map((part, i) => (i % 2 ? element("mark", {}, part) : part));
}
