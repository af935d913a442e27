// Which pages answer, and which sentence of each. No page is left out because a word was cut otherwise:
// a word counts as found where its characters stand in the text.
import { cutter, isWhole, plain, tight } from "./cut.js";

const NEAR = 0.8; // what a near-word counts for, against the word itself
const WHOLE_TITLE = 12;
const IN_TITLE = 5;
const IN_HEADING = 2.5;
const ASIDE = /^(原文|规定怎么说|規定怎麼說|常见的误会|常見的誤會)/; // headings of quoted rules and of what is wrongly said
const OF_EVERY_GUIDE = /^(还不清楚的|還不清楚的|常见的误会|常見的誤會)/; // headings that say nothing of their page
const BESIDE = 0.5; // what such a section counts for where another may be shown
const ONE_OF_MANY = /^provinces\/./; // pages alike: each answers those who name it
const OTHER = 0.5; // what such a page counts for where it is not named
const STANDS = 0.6; // of the best page's score, to stand before those that lack a word
const SHORT = 3; // words of a query that are all meant; of a longer one a section may lack some
const SHOWN = 20;
const NEAREST = 5; // pages that lack a word, shown where fewer have all
const LEAST = 0.15; // of the query's worth, to be near
const CALLED = 0.6; // what a page has at least of a query in which one of its names stands

// `index` as scripts/finish/search writes it. The function it gives answers a query with
// {words, whole, near, missing}. `whole`: the pages that have every word, in their names and one section
// together; `near`, where these are few: the nearest. Each is {address, title, anchor, heading, block,
// missing}: the words that the page lacks; `missing` of the whole stand on no page at all.
export function searcher(index) {
  const { cut, bare } = cutter(index);
  const pages = index.pages.map(([address, weight, title, also, sections]) => ({
    address,
    weight,
    title,
    names: [title, ...also].map(asText),
    sections: sections.map(([anchor, heading, text]) => {
      const blocks = text ? text.split("\n") : [];
      return { anchor, heading, blocks, head: OF_EVERY_GUIDE.test(heading) ? "" : asText(heading), text: asText(text) };
    }),
  }));
  for (const page of pages) page.all = [...page.names, ...page.sections.flatMap(({ head, text }) => [head, text])].join("\n");

  const kept = new Map();
  // Of each alternative of a word: what it counts for and the pages that hold it.
  function looked(word) {
    const key = `${word.text} ${word.means.length}`;
    if (!kept.has(key)) {
      const texts = [...(word.isHint ? [] : [[word.text, 1]]), ...word.means.map((text) => [asText(text), NEAR])];
      const ways = texts.map(([text, counts]) => ({ text, counts, in: new Set(pages.filter((page) => has(page.all, text))) }));
      const all = new Set(ways.flatMap((way) => [...way.in]));
      const rare = Math.log(1 + pages.length / (all.size + 0.5));
      kept.set(key, { ...word, ways, in: all, rare });
    }
    return kept.get(key);
  }

  // Names of pages that stand in what was typed, whatever its words are.
  function namesIn(query) {
    const text = `${asText(query)}\n${tight(bare(query))}`;
    return new Set(pages.flatMap((page) => page.names.filter((name, i) => name.length > (i ? 2 : 1) && has(text, name))));
  }

  // Of a word that no page has, what stands somewhere and says something: the longest parts, never single
  // characters.
  function partsOf(text) {
    for (let length = text.length - 1; length > 1; length--)
      for (let start = 0; start + length <= text.length; start++) {
        const part = text.slice(start, start + length);
        if (bare(part) && pages.some((page) => has(page.all, part)))
          return [...partsOf(text.slice(0, start)), part, ...partsOf(text.slice(start + length))];
      }
    return [];
  }

  // Words that differ by one character: what sounds alike is often typed.
  const spoken = new Set([...pages.flatMap((page) => page.names), ...index.words.split(" ")].filter((word) => word.length > 2));
  function nearly(text) {
    return [...spoken].filter((word) => word.length === text.length && [...word].filter((one, i) => one !== text[i]).length === 1);
  }

  // A word that no page has stays, to be named as missing; its parts say what is near.
  function withParts(word, _, words) {
    const known = { ...looked(word), needed: word.needed };
    if (word.isAll && words.some(({ isHint, isApart }) => isHint || isApart)) return [known];
    if (!known.needed || known.in.size || !/^\p{Script=Han}{3,}$/u.test(known.text)) return [known];
    return [known, ...(nearly(known.text).length ? nearly(known.text) : partsOf(known.text)).map((text) => ({ ...looked({ text, means: [] }), needed: true }))];
  }

  return function search(query) {
    const words = cut(query).flatMap(withParts);
    const needed = words.filter((word) => word.needed);
    const missing = needed.filter((word) => !word.in.size);
    const known = needed.filter((word) => word.in.size);
    const helping = words.filter((word) => (word.isHint || word.isApart) && word.in.size);
    const hints = helping.some(({ isApart }) => isApart) ? helping.filter(({ isApart }) => isApart) : helping;
    const there = known.some(({ text }) => !/^[\d.]+$/.test(text)) ? known : [...known, ...hints]; // then these are all that is said
    const called = namesIn(query);
    const titles = new Set([...called, ...needed.flatMap((word) => word.ways.map(({ text }) => text))]);
    const isCalled = (page) => titles.has(page.names[0]) || page.names.some((name) => called.has(name));
    const phrases = new Set([...joined(words), ...asTyped(query), ...called]);
    const found = pages
      .filter((page) => there.some((word) => word.in.has(page)) || isCalled(page))
      .map((page) => judged(page, words, there, phrases, isCalled(page) ? CALLED : 0))
      .sort((a, b) => b.score - a.score);
    const whole = missing.length ? [] : found.filter((one) => one.isWhole && one.score >= STANDS * found[0].score).slice(0, SHOWN);
    const few = whole.length < NEAREST;
    const rest = few ? found.filter((one) => !whole.includes(one) && one.share > LEAST) : [];
    const near = rest.filter((one, i) => i < NEAREST || one.isWhole).slice(0, SHOWN);
    const shown = ({ page, section, block }) => ({
      address: page.address,
      title: page.title,
      anchor: section?.anchor ?? "",
      heading: section?.heading ?? "",
      block,
      missing: needed.filter((word) => !word.in.has(page)).map(({ text }) => text),
    });
    return { words, whole: whole.map(shown), near: near.map(shown), missing: missing.map(({ text }) => text) };
  };
}

const asText = (text) => tight(plain(text));

function has(text, word) {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) if (isWhole(text, at, word)) return true;
  return false;
}

function times(text, word) {
  let found = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) found += isWhole(text, at, word);
  return found;
}

const sum = (list, number) => [...list].reduce((all, one) => all + number(one), 0);

// Needed words that were typed side by side.
const joined = (words) =>
  words.slice(1).flatMap((word, i) => (word.needed && words[i].needed ? [words[i].text + word.text] : []));

// The whole of it, where it may stand in a text as it was typed.
const asTyped = (query) => [asText(query).trim()].filter((text) => text.length > 2);

// The page with the section that says most of it; `share`: how much of the query stands in it and in the
// page's names together.
function judged(page, words, there, phrases, least) {
  const names = new Map(words.map((word) => [word, best(word, page, (text) => inNames(page.names, text))]));
  const named = sum(words, (word) => word.rare * names.get(word)) + sum(phrases, (text) => 2 * inNames(page.names, text));
  const worth = sum(there, (word) => word.rare);
  const judgedOf = (section) => {
    const values = new Map(words.map((word) => [word, best(word, page, (text) => inSection(section, text))]));
    const held = worth ? sum(there, (word) => (names.get(word) || values.get(word) ? word.rare : 0)) / worth : 1;
    const share = Math.max(held, least);
    const said = sum(words, (word) => word.rare * values.get(word)) + sum(phrases, (text) => 2 * inSection(section, text));
    const score = share ** 2 * page.weight * (isOther ? OTHER : 1) * (named + said);
    return { page, section, share, score, shows: share ** lacking * said * (ASIDE.test(section.heading) ? BESIDE : 1) };
  };
  const lacking = there.length > SHORT ? 1 : 2;
  const isOther = !least && ONE_OF_MANY.test(page.address);
  const all = page.sections.map(judgedOf);
  const { score, share } = all.reduce((a, b) => (b.score > a.score ? b : a));
  const { section } = all.reduce((a, b) => (b.shows > a.shows ? b : a));
  return { page, section, share, score, isWhole: share > 0.999 && !isOther, block: blockOf(section, words) };
}

// The best of the word's alternatives. A word that only says more counts for less.
function best(word, page, value) {
  const values = word.ways.map((way) => (way.in.has(page) ? way.counts * value(way.text) : 0));
  return Math.max(0, ...values) * (word.needed ? 1 : 0.5);
}

// How much of a name the word is: 加注 says more of “证书加注” than of a long title.
function inNames(names, text) {
  let most = 0;
  names.forEach((name, i) => {
    if (!has(name, text)) return;
    const whole = name === text ? WHOLE_TITLE : IN_TITLE + 3 * (text.length / name.length);
    most = Math.max(most, i ? 0.8 * whole : whole);
  });
  return most;
}

function inSection({ head, text, blocks }, word) {
  const found = times(text, word);
  const often = found ? found / (found + 1.2 + blocks.length / 40) : 0;
  return (has(head, word) ? IN_HEADING : 0) + 2 * often;
}

function blockOf({ blocks }, words) {
  let chosen = blocks[0] ?? "";
  let most = 0;
  for (const block of blocks) {
    const text = asText(block);
    const value = sum(words, (word) => (word.ways.some((way) => has(text, way.text)) ? word.rare : 0));
    if (value > most) [chosen, most] = [block, value];
  }
  return chosen;
}
