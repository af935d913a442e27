// What is typed, cut into the words of the index: the same in every browser, none of which is asked.
// Found is what stands in a text, so no cut decides whether a word is found, only what counts as one.

const HAN = /\p{Script=Han}/u;
// A run of letters or digits is one word, and so is a date: 90学时 is 90 and 学时. A minus counts where a
// number begins.
const PIECE =
  /(?:\d{4}年)?\d{1,2}月\d{1,2}日|(?<!\d)\d{1,2}[科门次回]|-?\d+(?:[.:]\d+)*|[a-z]+(?:[a-z\d.+#]*[a-z\d])?|\p{Script=Han}+/gu;

export const plain = (text) =>
  text.normalize("NFKC").toLowerCase().replace(/[−–]/g, "-").replace(/(\d月\d{1,2})[号號]/g, "$1日");

// Digits and Chinese stand apart in our texts and together in what people type.
export const tight = (text) =>
  text.replace(/(\p{Script=Han}) +(?=[\da-z])/gu, "$1").replace(/([\da-z]) +(?=\p{Script=Han})/gu, "$1");

export function cutter({ words, near, ignored }) {
  const rows = near.flatMap(([asked, means]) => asked.map((word) => [word, means]));
  const meant = new Map(rows.filter(([word]) => word.length > 1));
  // What a character says where it is no part of a word: 转 of 转到别的店. It finds nothing of itself.
  const hints = new Map(rows.filter(([word]) => word.length === 1));
  const spoken = new Set(words.split(" "));
  const unsaid = new Set(ignored);
  const known = new Set([...spoken, ...meant.keys(), ...[...meant.values()].flat(), ...unsaid]);
  const longest = Math.max(...[...known].map((word) => word.length));
  const meansOf = (word) => [...(/岁$/.test(word) ? (meant.get("年龄") ?? []) : []), ...(meant.get(word) ?? []), ...otherwise(word).flatMap((same) => [same, ...(meant.get(same) ?? [])])];

  // The fewest words, and as few single characters as can be: [{text, known}].
  function pieces(run) {
    const best = [{ cost: 0, words: [] }];
    for (let end = 1; end <= run.length; end++) {
      for (let start = Math.max(0, end - longest); start < end; start++) {
        const text = run.slice(start, end);
        const isKnown = known.has(text) || isCounted(text);
        if (!best[start] || (!isKnown && end - start > 1)) continue;
        const cost = best[start].cost + (isKnown ? 1 : 1.6) - 0.01 * (end - start) ** 2;
        if (!best[end] || cost < best[end].cost) best[end] = { cost, words: [...best[start].words, { text, known: isKnown }] };
      }
    }
    return best[run.length].words;
  }

  // Each word that is looked for: {text, means, needed}. A single character is never needed: joined to
  // the word beside it, or as a hint, it says which pages are nearer.
  function cut(query) {
    const found = [];
    for (const part of tight(plain(query)).trim().split(/[^\p{Script=Han}\da-z.:+#-]+/u)) {
      let rest = part;
      for (const [start, word] of askedIn(part)) {
        found.push(...cutRun(rest.slice(0, start - (part.length - rest.length))));
        found.push({ text: word, means: meant.get(word), needed: true });
        rest = part.slice(start + word.length);
      }
      found.push(...cutRun(rest));
    }
    if (!found.some(({ needed }) => needed)) found.push(...asOne(query));
    return withoutRepeats([...found, ...apart(query)]);
  }

  // What is left without the words that say nothing: 扣我的证 is 扣证.
  const bare = (query) =>
    plain(query).replace(/\p{Script=Han}+/gu, (run) => pieces(run).map(({ text }) => (unsaid.has(text) ? "" : text)).join(""));

  // Near-words that stand together only without the words that say nothing.
  function apart(query) {
    const [whole, left] = [plain(query), bare(query)];
    const said = [...meant.keys()].filter((word) => left.includes(word) && !whole.includes(word));
    return said.map((text) => ({ text, means: meant.get(text), needed: false, isApart: true }));
  }

  return { cut, bare };

  // Nothing but single characters: together they may be a word that no text has often.
  function asOne(query) {
    const text = plain(query).replace(/[^\p{Script=Han}\da-z]/gu, "");
    const says = (unsaid.has(text) && text.length > 3) || (text.length > 1 && pieces(text).some((piece) => !unsaid.has(piece.text)));
    return says ? [{ text, means: [], needed: true, isAll: true }] : [];
  }

  // Near-words that hold digits or letters beside Chinese, where no longer number or word holds them.
  function* askedIn(part) {
    for (let at = 0; at < part.length; ) {
      const here = [...meant.keys()].filter((word) => /[\da-z]/.test(word) && part.startsWith(word, at) && isWhole(part, at, word));
      const word = here.sort((a, b) => b.length - a.length)[0];
      if (word) yield [at, word];
      at += word?.length ?? 1;
    }
  }

  // Words of pages inside of what people say otherwise: 报名 of 能报名吗 says more, though it is not needed.
  function within(word) {
    const found = [];
    for (let start = 0; start < word.length - 1; start++)
      for (let end = start + 2; end <= word.length && end - start < word.length; end++) {
        const text = word.slice(start, end);
        if (spoken.has(text) && !unsaid.has(text)) found.push({ text, means: [], needed: false });
      }
    return found;
  }

  function cutRun(run) {
    const found = [];
    for (const [piece] of run.matchAll(PIECE)) {
      if (!HAN.test(piece[0])) {
        found.push({ text: piece, means: meansOf(piece), needed: true });
        continue;
      }
      let single = "";
      let last;
      const settle = () => {
        if (single.length > 1) found.push((last = { text: single, means: [], needed: true }));
        else if (single && last) found.push({ text: last.text + single, means: [], needed: false });
        for (const one of single) if (hints.has(one)) found.push({ text: one, means: hints.get(one), needed: false, isHint: true });
        single = "";
      };
      for (const { text, known } of pieces(piece)) {
        if (!known) {
          single += text;
          continue;
        }
        const before = single;
        settle();
        if (unsaid.has(text)) {
          last = undefined;
          continue;
        }
        if (before.length === 1) found.push({ text: before + text, means: [], needed: false });
        found.push((last = { text, means: meansOf(text), needed: !/^一[次回]$|^[一二三四五六七八九]?[十百千]$/.test(text) }));
        if (meant.has(text)) found.push(...within(text));
      }
      settle();
    }
    return found;
  }
}

const DIGITS = "零一二三四五六七八九";
const NUMBER = /^[〇零一二三四五六七八九十百千两]+|^\d+/;
const UNITS = ["学时", "分", "天", "日", "月", "号", "年", "次", "回", "科", "门", "题", "道", "岁", "周岁", "元", "块"];
const SAME_UNIT = { 天: ["日"], 号: ["日"], 回: ["次"], 门: ["科"], 道: ["题"], 块: ["元"] };

// Whether it is a number in Chinese with what is counted, or one that is ten or more.
function isCounted(text) {
  const number = NUMBER.exec(text)?.[0];
  if (!number || /\d/.test(number) || text === "十分") return false;
  const unit = text.slice(number.length);
  return unit ? UNITS.includes(unit) : number.length > 1 && /[十百千]/.test(number);
}

// The same number written otherwise: 七十二分 is 72分, 四门 is 四科 and 4科.
function otherwise(text) {
  const number = NUMBER.exec(text)?.[0];
  const unit = number ? text.slice(number.length) : "";
  if (!number || (unit ? !UNITS.includes(unit) : !isCounted(text))) return [];
  const value = /\d/.test(number) ? Number(number) : valueOf(number);
  const written = value > 0 && value < 10 ? [...(value === 1 ? ["每"] : []), String(value), DIGITS[value], ...(value === 2 ? ["两"] : [])] : [String(value)];
  const units = [unit, ...(SAME_UNIT[unit] ?? [])];
  return written.flatMap((one) => units.map((other) => one + other)).filter((one) => one !== text);
}

// 三千六 is 3600, as it is said.
function valueOf(number) {
  let [sum, digit, last] = [0, 0, 1];
  for (const one of number.replace(/两/g, "二").replace(/〇/g, "零")) {
    const power = { 十: 10, 百: 100, 千: 1000 }[one];
    if (power) [sum, digit, last] = [sum + (digit || 1) * power, 0, power];
    else [digit, last] = one === "零" ? [0, 1] : [DIGITS.indexOf(one), last];
  }
  return sum + digit * (last > 10 ? last / 10 : 1);
}

// Whether the word at this place of the text is not a part of a longer number or Latin word.
export function isWhole(text, at, word) {
  const cutsBefore = /[\da-z]/.test(word[0]) && sameKind(text[at - 1], word[0]);
  const end = at + word.length;
  const cutsAfter = /[\da-z]/.test(word.at(-1)) && sameKind(text[end], word.at(-1));
  return !cutsBefore && !cutsAfter;
}

const sameKind = (one, other) => Boolean(one) && (/\d/.test(other) ? /[\d.]/.test(one) && !(one === ".") : /[a-z]/.test(one));

function withoutRepeats(found) {
  const seen = new Set();
  return found.filter(({ text }) => !seen.has(text) && seen.add(text));
}
