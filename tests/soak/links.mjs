// Links of the pages' own maker, damaged at random: none may be answered otherwise than undamaged.
//
//   node tests/soak/links.mjs [damages] [seed]     exit 1 and the first faults when there are any
//
// Where a damage mixes two links and one of them comes out whole, that one is answered. A part out of the
// middle of a link, both ends lost, can be a link that somebody wrote by hand, letter for letter
// (docs/dev/links.md): it is counted, and can only come of two damages or more.

import { eligibilityLink } from "../../docs/assets/checker/eligibility_link.js";
import { annotationLink, fromPairs, toPairs } from "../../docs/assets/checker/fragment.js";
import { fieldsLink } from "../../docs/assets/checker/fields_link.js";
import { madeLink, readLink } from "../../docs/assets/checker/links.js";
import { personLink } from "../../docs/assets/checker/person.js";

const damages = Number(process.argv[2] ?? 1_000_000);
const seed = Number(process.argv[3] ?? Math.floor(Math.random() * 2 ** 32));

// mulberry32
let state = seed >>> 0;
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
const below = (count) => Math.floor(random() * count);
const one = (all) => all[below(all.length)];
const some = (most, make) => Array.from({ length: below(most + 1) }, make);
const day = () => new Date(Date.UTC(2022, 0, 1 + below(4000))).toISOString().slice(0, 10);
const maybe = (make) => (random() < 0.5 ? make() : "");

const fields = (names, ticks = []) => ({ ...fieldsLink(names, { today: "on" }), ticks });
const SUBJECTS = ["knowledge_one", "knowledge_two", "comprehensive", "law"];
const examYear = () => maybe(() => String(1994 + below(40)));
const ticked = () => maybe(() => "1");
const stretch = () => ({ from: day(), ...one([{ to: day() }, { now: "1" }, {}]) });
const ofWork = () => ({
  senior_title: ticked(),
  studies: some(3, () => ({ degree: one(["college", "bachelor", "doctor"]), field: one(["pharmacy", "related", "other"]), graduated: maybe(day) })),
  posts: some(3, stretch),
  full_time_studies: some(2, stretch),
});
const ofAnnotations = () => ({
  exam_year: examYear(),
  issued_on: maybe(day),
  annotations: some(5, () => (random() < 0.5 ? { applied_on: day(), days: String(1 + below(90)) } : { applied_on: day(), valid_until: day() })),
  needs: some(2, () => ({ from: day(), to: day(), ...(random() < 0.7 && { label: one(["面试", "首次注册", "a&b=c", "100% (甲)", "k=1#~"]) }) })),
});
const TOOLS = {
  annotation: {
    link: { ...annotationLink, toPairs, fromPairs },
    entries: () => ({ apply_on: maybe(day), days: maybe(() => String(1 + below(90))), ...ofAnnotations() }),
  },
  eligibility: { link: eligibilityLink, entries: () => ({ exam_year: examYear(), ...ofWork() }) },
  agenda: {
    link: personLink,
    entries: () => ({
      ...Object.fromEntries(personLink.names.map((name) => [name, personLink.ticks.includes(name) ? ticked() : ""])),
      area: maybe(() => one(["guangdong", "xinjiang-bingtuan"])),
      law: examYear(),
      sat_law: examYear(),
      approved_on: maybe(day),
      received_on: maybe(day),
      registered_until: maybe(day),
      done: maybe(() => "2024、2025"),
      ...ofWork(),
      ...ofAnnotations(),
    }),
  },
  study: {
    link: fields(["kind", "approved_on", "received_on", "registered_until", "apply_on"]),
    entries: () => ({ kind: one(["first", "renewal"]), approved_on: maybe(day), received_on: maybe(day), registered_until: maybe(day), apply_on: maybe(day) }),
  },
  renewal: { link: fields(["registered_until", "today"]), entries: () => ({ registered_until: day(), today: maybe(day) }) },
  scores: {
    link: fields([...SUBJECTS, "exempt"], ["exempt"]),
    entries: () => ({
      ...Object.fromEntries(SUBJECTS.map((name) => [name, examYear()])),
      exempt: ticked(),
    }),
  },
};

const SIGNS = [..."0123456789abcdefghijklmnopqrstuvwxyz_ABCDEFGHIJKLMNOPQRSTUVWXYZ-~:=&%#/?.,;+ '\"()。，！）"];
const INSERTED = ["/", "amp;", "&", "#", "%23", "&amp;", "?", "&shareTo=weixin", "&a=2026-01-01:90", "&k=", "=", "\u200b", "…", "&from=timeline&isappinstalled=0"];
const APPENDED = ["。", "，", ")", "）", ".", "…", "#", "/", "%20", "&shareTo=weixin", "&from=singlemessage", "?utm_source=qq", "”", "&lang=zh_CN"];
const replacedAll = (from, to) => (text) => text.replaceAll(from, to);
const ESCAPES = [
  replacedAll("&", "&amp;"), replacedAll("&", "&amp;amp;"), replacedAll("&", "%26"), replacedAll("=", "%3D"), replacedAll(":", "%3A"),
  replacedAll("~", "%7E"), replacedAll("#", "%23"), replacedAll("%", "%25"), replacedAll("&", ";"), replacedAll("&", "&#38;"),
  (text) => encodeURIComponent(text), (text) => text.toLowerCase(), (text) => text.toUpperCase(), replacedAll("-", "–"), replacedAll("~", "-"),
  (text) => text.replace(/%[0-9A-F]{2}/g, ""), replacedAll("&", "\n"), replacedAll("_", ""), (text) => decodeURIComponent(text),
];
const cutAt = (text, from, to) => text.slice(0, from) + text.slice(to);

// Each takes the text after `#` and that of another link of the same tool.
const DAMAGES = {
  "cut at the end": (text) => text.slice(0, below(text.length)),
  "cut at the beginning": (text) => text.slice(1 + below(text.length)),
  "cut at a joint": (text) => one([(all, at) => all.slice(at), (all, at) => all.slice(0, at)])(text.split("&"), below(text.split("&").length)).join("&"),
  "cut in the middle": (text) => cutAt(text, ...[below(text.length), below(text.length)].sort((a, b) => a - b)),
  "one sign lost": (text) => ((at) => cutAt(text, at, at + 1))(below(text.length)),
  "one sign replaced": (text) => ((at) => text.slice(0, at) + one(SIGNS) + text.slice(at + 1))(below(text.length)),
  "a digit replaced": (text) => text.replace(/\d/g, (digit) => (random() < 0.1 ? String(below(10)) : digit)),
  "case changed": (text) => text.replace(/[a-z]/gi, (sign) => (random() < 0.1 ? (sign === sign.toLowerCase() ? sign.toUpperCase() : sign.toLowerCase()) : sign)),
  inserted: (text) => ((at) => text.slice(0, at) + one(random() < 0.5 ? INSERTED : SIGNS) + text.slice(at))(below(text.length + 1)),
  appended: (text) => text + one(APPENDED),
  "put before": (text) => one(["/", "?", "!", "/?", "#", "%23", "&", "amp;", "k=1&"]) + text,
  escaped: (text) => ((escape) => { try { return escape(text); } catch { return text; } })(one(ESCAPES)),
  "escaped in part": (text) => text.replace(/[&=~:%-]/g, (sign) => (random() < 0.2 ? one([encodeURIComponent(sign), sign === "&" ? "&amp;" : ""]) : sign)),
  reordered: (text) => text.split("&").map((part) => [random(), part]).sort(([a], [b]) => a - b).map(([, part]) => part).join("&"),
  "a part lost": (text) => ((parts, at) => parts.filter((_, i) => i !== at))(text.split("&"), below(text.split("&").length)).join("&"),
  "a part twice": (text) => ((parts, at) => [...parts.slice(0, at), ...parts.slice(Math.max(0, at - 1))])(text.split("&"), below(text.split("&").length)).join("&"),
  joined: (text, other) => one([text + other, `${text}#${other}`, `${text}&${other}`, `${text} ${other}`, `${text}\n#${other}`]),
  "crossed with another": (text, other) => text.slice(0, below(text.length)) + other.slice(below(other.length)),
  "parts of another": (text, other) => ((mine, theirs) => mine.map((part, i) => (random() < 0.3 ? (theirs[i] ?? part) : part)))(text.split("&"), other.split("&")).join("&"),
};

function made(tool) {
  for (;;) {
    const link = madeLink(tool, TOOLS[tool].link.toPairs(TOOLS[tool].entries()));
    if (link) return link.slice(1);
  }
}

// What the page would answer, as a text; null when it answers nothing.
function answeredFor(tool, fragment) {
  const { link } = TOOLS[tool];
  const opened = readLink(tool, link, `#${fragment}`);
  return opened && opened.state !== "damaged" ? { state: opened.state, asked: JSON.stringify(link.fromPairs(opened.pairs)) } : null;
}

const count = { unchanged: 0, "not answered": 0, "answered alike": 0, "answered as another": 0, "by hand": 0 };
const seen = new Map(Object.keys(DAMAGES).map((name) => [name, 0]));
const faults = [];
for (let done = 0; done < damages && faults.length < 10; done++) {
  const tool = one(Object.keys(TOOLS));
  const whole = made(tool);
  const answer = answeredFor(tool, whole);
  if (answer?.state !== "whole") faults.push({ tool, whole, fault: "the undamaged link is not whole" });
  const kinds = Array.from({ length: 1 + (random() < 0.3) + (random() < 0.1) }, () => one(Object.keys(DAMAGES)));
  const others = kinds.map(() => made(tool));
  const damaged = kinds.reduce((text, kind, i) => DAMAGES[kind](text || "&", others[i]), whole);
  for (const kind of kinds) seen.set(kind, seen.get(kind) + 1);
  const found = answeredFor(tool, damaged);
  if (damaged === whole) count.unchanged++;
  else if (!found) count["not answered"]++;
  else if (found.asked === answer.asked) count["answered alike"]++;
  else if (others.some((other) => found.asked === answeredFor(tool, other).asked)) count["answered as another"]++;
  else if (found.state === "unchecked" && kinds.length > 1) count["by hand"]++;
  else faults.push({ tool, kinds, whole, damaged });
}

console.log(`seed ${seed}: ${damages} damages`, JSON.stringify(count));
console.log(JSON.stringify(Object.fromEntries(seen)));
for (const fault of faults) console.log(JSON.stringify(fault, null, 1));
process.exit(faults.length ? 1 : 0);
