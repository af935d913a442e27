// In the 繁體 edition alone: what the shared scripts paint, and what the checker says, in traditional
// writing. What a reader typed stays as it was typed (translate="no"), and so does official wording.

// Filled in by scripts/finish/hant: [characters, what each becomes, {phrase: what it becomes}].
/* global TABLE */
const [from, to, phrases] = TABLE;

const QUOTED = "[lang='zh-Hans']";
const AS_IT_STANDS = `${QUOTED}, [translate='no'], code, pre, script, style, textarea`;
const ATTRIBUTES = ["alt", "aria-label", "label", "placeholder", "title"];

const forms = new Map([...from].map((one, i) => [one, to[i]]));
const lengths = new Map(); // first character → the lengths of its phrases, the longest first
for (const phrase of Object.keys(phrases)) {
  const known = lengths.get(phrase[0]) ?? [];
  lengths.set(phrase[0], [...new Set([...known, phrase.length])].sort((a, b) => b - a));
}

function inTraditional(text) {
  let made = "";
  for (let at = 0; at < text.length; ) {
    const one = text[at];
    const length = lengths.get(one)?.find((length) => Object.hasOwn(phrases, text.slice(at, at + length))) ?? 1;
    made += length > 1 ? phrases[text.slice(at, at + length)] : (forms.get(one) ?? one);
    at += length;
  }
  return made;
}

// Lines of a calendar file go on in the next one in the middle of a word.
function calendar(text) {
  const parts = text.split("\r\n ");
  const whole = inTraditional(parts.join(""));
  let at = 0;
  return parts.map((part) => whole.slice(at, (at += part.length))).join("\r\n ");
}

// A line of a table: what the reader wrote as it stands, the checker's answers at its end converted.
function line(csv, answers) {
  const written = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const end = answers.map(written).join(",");
  const at = csv.lastIndexOf(end);
  return at < 0 ? csv : csv.slice(0, at) + inTraditional(end) + csv.slice(at + end.length);
}

function convertText(node) {
  if (!node.parentElement || node.parentElement.closest(AS_IT_STANDS)) return;
  const made = inTraditional(node.data);
  if (made !== node.data) node.data = made;
}

function convertAttributes(element) {
  if (element.closest(QUOTED)) return;
  for (const name of ATTRIBUTES) {
    const said = element.getAttribute(name);
    if (said === null) continue;
    const made = inTraditional(said);
    if (made !== said) element.setAttribute(name, made);
  }
}

// Official wording stays, with a reading beside it: as in the pages (scripts/finish/hant/pages.py).
function addReading(quote) {
  const wording = quote.textContent;
  if (quote.closest(AS_IT_STANDS) || inTraditional(wording) === wording) return;
  const reading = document.createElement("span");
  reading.className = "reading";
  reading.append("（繁體：", ...[...quote.cloneNode(true).childNodes], "）");
  quote.lang = "zh-Hans";
  quote.after(reading);
  convert(reading);
}

function convert(root) {
  if (root.nodeType === Node.TEXT_NODE) return convertText(root);
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  if (root.localName === "q") addReading(root);
  else root.querySelectorAll("q").forEach(addReading);
  convertAttributes(root);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (node.nodeType === Node.TEXT_NODE) convertText(node);
    else convertAttributes(node);
}

const watched = { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES };
const painted = new MutationObserver((records) => {
  for (const { type, target, addedNodes } of records)
    if (type === "childList") addedNodes.forEach(convert);
    else if (type === "characterData") convertText(target);
    else convertAttributes(target);
  painted.takeRecords(); // of what was just converted
});

globalThis.inTraditional = Object.assign(inTraditional, { calendar, line });
painted.observe(document.documentElement, watched);
convert(document.body); // what was painted before this script came
