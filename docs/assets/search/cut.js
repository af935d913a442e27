// What is typed, cut into the words of the index: the same in every browser, none of which is asked.
// Found is what stands in a text, so no cut decides whether a word is found, only what counts as one.

const HAN = /\p{Script=Han}/u;
// A run of letters or digits is one word, and so is a date: 90学时 is 90 and 学时. A minus counts where a
// number begins.
const PIECE = /(?:\d{4}年)?\d{1,2}月\d{1,2}日|-?\d+(?:[.:]\d+)*|[a-z]+(?:[a-z\d.+#]*[a-z\d])?|\p{Script=Han}+/gu;

export const plain = (text) =>
  text.normalize("NFKC").toLowerCase().replace(/[−–]/g, "-").replace(/(\d月\d{1,2})[号號]/g, "$1日");

// Digits and Chinese stand apart in our texts and together in what people type.
export const tight = (text) =>
  text.replace(/(\p{Script=Han}) +(?=[\da-z])/gu, "$1").replace(/([\da-z]) +(?=\p{Script=Han})/gu, "$1");

export function cutter({ words, near, ignored }) {
  const meant = new Map(near.flatMap(([asked, means]) => asked.map((word) => [word, means])));
  const unsaid = new Set(ignored);
  const known = new Set([...words.split(" "), ...near.flat(2), ...unsaid]);
  const longest = Math.max(...[...known].map((word) => word.length));

  // The fewest words, and as few single characters as can be: [{text, known}].
  function pieces(run) {
    const best = [{ cost: 0, words: [] }];
    for (let end = 1; end <= run.length; end++) {
      for (let start = Math.max(0, end - longest); start < end; start++) {
        const text = run.slice(start, end);
        const isKnown = known.has(text);
        if (!best[start] || (!isKnown && end - start > 1)) continue;
        const cost = best[start].cost + (isKnown ? 1 : 1.6) - 0.01 * (end - start) ** 2;
        if (!best[end] || cost < best[end].cost) best[end] = { cost, words: [...best[start].words, { text, known: isKnown }] };
      }
    }
    return best[run.length].words;
  }

  // Each word that is looked for: {text, means, needed}. A single character is never needed: joined to
  // the word beside it, it says which pages are nearer.
  return function cut(query) {
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
    return withoutRepeats(found);
  };

  // Nothing but single characters: together they may be a word that no text has often.
  function asOne(query) {
    const text = plain(query).replace(/[^\p{Script=Han}\da-z]/gu, "");
    const says = text.length > 1 && pieces(text).some((piece) => !unsaid.has(piece.text));
    return says ? [{ text, means: [], needed: true }] : [];
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

  function cutRun(run) {
    const found = [];
    for (const [piece] of run.matchAll(PIECE)) {
      if (!HAN.test(piece[0])) {
        found.push({ text: piece, means: meant.get(piece) ?? [], needed: true });
        continue;
      }
      let single = "";
      let last;
      const settle = () => {
        if (single.length > 1) found.push((last = { text: single, means: [], needed: true }));
        else if (single && last) found.push({ text: last.text + single, means: [], needed: false });
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
        found.push((last = { text, means: meant.get(text) ?? [], needed: true }));
      }
      settle();
    }
    return found;
  }
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
