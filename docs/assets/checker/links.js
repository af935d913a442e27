// Share links of all tools: made here and read here (docs/dev/links.md). Pure: nothing of a page is used.
//
// A link is a list of pairs [name, text], as the fragment of an address: #k=…&apply_on=…&a=…&k=…
// `k` is the check of all other pairs and of the tool they belong to. It stands at both ends: whichever
// end is lost on the way, the other still tells.

const CHECK = "k";
export const LONGEST_LINK = 4_000; // characters that are opened; a hundred annotations need half of it
const DIGITS = 13; // of 64 bits, written with 36 signs

// The fragment that carries the pairs; "" for none.
export function madeLink(tool, pairs) {
  if (!pairs.length) return "";
  const check = `${CHECK}=${checkOf(tool, pairs)}`;
  return `#${[check, ...pairs.map(([name, text]) => `${name}=${encoded(text)}`), check].join("&")}`;
}

// What a fragment carries: null when it is no link (empty, or the anchor of a heading), else
// {state, pairs, unknown}.
//   link: what a tool's links may carry: {names: given at most once, lists: given any number of times,
//   formerly: {name: the one it had before}, ticks: names that say "1" or are not there}
//   state: "whole"      every check in it agrees with its pairs
//          "unchecked"  it has no check: made by hand, or before there were checks
//          "damaged"    not to be answered: a check does not agree, or something is not understood
//   pairs: what it says, by the names of today; of a damaged link, as far as can be told
//   unknown: names in it that the tool does not have
export function readLink(tool, link, fragment) {
  const text = fragment.replace(/^#/, "");
  if (!/[=&]/.test(decoded(text))) return null;
  const all = [...new URLSearchParams(text)];
  const checks = all.filter(([name]) => name === CHECK).map(([, value]) => value);
  const given = all.filter(([name]) => name !== CHECK);
  const pairs = given.map(([name, value]) => [ofToday(link, name), value]);
  const unknown = [...new Set(pairs.map(([name]) => name))].filter((name) => !isKnown(link, name));
  if (!unknown.length && isClear(link, pairs) && checks.every((check) => check === checkOf(tool, given))) {
    return { state: checks.length ? "whole" : "unchecked", pairs, unknown };
  }
  return { state: "damaged", pairs: salvaged(link, text), unknown };
}

const isKnown = ({ names, lists = [] }, name) => names.includes(name) || lists.includes(name);

function ofToday({ formerly = {} }, name) {
  return Object.keys(formerly).find((today) => formerly[today] === name) ?? name;
}

function isClear({ names, ticks = [] }, pairs) {
  const twice = names.some((name) => pairs.filter(([other]) => other === name).length > 1);
  return !twice && pairs.every(([name, value]) => !ticks.includes(name) || value === "1");
}

// What can still be read of a link that was escaped, cut or written over.
function salvaged(link, text) {
  const written = (text.includes("=") ? text : decoded(text)).replace(/&(?:amp;|#38;|#x26;)+/gi, "&");
  const found = new Map();
  for (const [name, value] of new URLSearchParams(written)) {
    const own = ofToday(link, name.toLowerCase().replace(/^[^a-z]+/, ""));
    const clean = value.replace(/[^\p{L}\p{N}]+$/u, "");
    const values = found.get(own) ?? [];
    if (clean && isKnown(link, own) && !(link.names.includes(own) && values.length)) found.set(own, [...values, clean]);
  }
  const pairs = [...found].flatMap(([name, values]) => values.map((value) => [name, value]));
  return pairs.filter((pair) => isClear(link, [pair]));
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // cut in the middle of a sign
  }
}

// Programs that look for addresses in a text end them at such signs.
const encoded = (text) =>
  encodeURIComponent(text)
    .replaceAll("%3A", ":")
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

// Of the texts as they are read, so that an app that escapes more or fewer signs damages nothing.
function checkOf(tool, pairs) {
  return fnv1a64(JSON.stringify([tool, pairs])).toString(36).padStart(DIGITS, "0");
}

// FNV-1a, 64 bits, of the text in UTF-8: against accidents, not against somebody who wants to deceive.
export function fnv1a64(text) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash;
}
