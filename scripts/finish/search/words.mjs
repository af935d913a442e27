// Texts in, a line each; out the words they are made of. Where ICU's dictionary lacks a word of this
// field, it cuts a single character off: what stands together often is taken for a word all the same.
const OFTEN = 4;
const SHARE = 0.12; // of the times that the longer part stands anywhere
const SHARE_BESIDE_NOTHING = 0.3; // the same, beside a character that says nothing: 在岗
const LONGEST = 5;
const HAN = /^\p{Script=Han}+$/u;
const cutter = new Intl.Segmenter("zh", { granularity: "word" });
const [, , ...notJoined] = process.argv; // single characters that say nothing
const single = (part) => part.length === 1 && !notJoined.includes(part);
const counts = new Map();
const pairs = new Map();
const count = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);

let text = "";
for await (const part of process.stdin.setEncoding("utf8")) text += part;
let before = "";
for (const { segment } of cutter.segment(text)) {
  const here = HAN.test(segment) ? segment : "";
  count(counts, here);
  if (here && before && (single(before) || single(here))) count(pairs, `${before} ${here}`);
  before = here;
}
const words = new Set([...counts.keys()].filter((word) => word.length > 1));
for (const [pair, times] of pairs) {
  const parts = pair.split(" ");
  const saying = parts.filter((part) => !notJoined.includes(part)).sort((a, b) => b.length - a.length);
  const share = saying.length === 2 ? SHARE : saying[0].length === 1 ? SHARE_BESIDE_NOTHING : Infinity;
  if (times >= OFTEN && times >= share * counts.get(saying[0])) words.add(parts.join(""));
}
process.stdout.write([...words].filter((word) => word.length <= LONGEST).sort().join(" "));
