// What finds, and how it is shown; fetched when somebody searches (see search/opener.js).
import { button, element } from "./checker/dom.js";
import { searcher } from "./search/rank.js";
import { marked, sentenceOf } from "./search/sentence.js";

const HINT = "输入两三个字，例如：加注、延续注册、查成绩。也可以整句问。";
const MORE = "一个字太少，再写一个。";
const SHOWN_FIRST = 10;
// Where to go on when nothing is found, as far as the index has the page.
const WAYS_ON = ["guides/", "guides/faq/", "provinces/", "about/report/"];

// Gives the function that answers a query in the box.
export function inBox(index, root, { said, found }) {
  const search = searcher(index);
  const titles = new Map(index.pages.map(([address, , title]) => [address, title]));
  const link = (address) => element("a", { href: root + address }, titles.get(address));

  function item(result, words, missing) {
    const href = root + result.address + (result.anchor && `#${encodeURIComponent(result.anchor)}`);
    const above = titles.get(`${result.address.split("/")[0]}/`);
    const where = [above, result.heading].filter((part) => part && part !== result.title).join(" › ");
    const lines = [element("strong", {}, ...marked(result.title, words))];
    if (where) lines.push(element("span", { class: "search__where" }, where));
    if (result.block) lines.push(element("span", {}, ...marked(sentenceOf(result.block, words), words)));
    const lacks = result.missing.filter((word) => !missing.includes(word));
    if (lacks.length) lines.push(element("span", { class: "search__lacks" }, `没有：${lacks.join("、")}`));
    return element("li", {}, element("a", { href, "data-block": result.block }, ...lines));
  }

  function list(results, words, missing) {
    const items = results.map((result) => item(result, words, missing));
    const shown = element("ol", {}, ...items.slice(0, SHOWN_FIRST));
    if (items.length <= SHOWN_FIRST) return [shown];
    const rest = items.slice(SHOWN_FIRST);
    const more = button(`再看 ${rest.length} 页`, () => {
      more.remove();
      shown.append(...rest);
      rest[0].firstChild.focus();
    });
    return [shown, more];
  }

  function nothing() {
    const ways = WAYS_ON.filter((address) => titles.has(address)).map((address) => element("li", {}, link(address)));
    return element(
      "div",
      { class: "search__nothing" },
      element("p", {}, "换个短一点的词，或者换一种叫法。也可以从这里找："),
      element("ul", {}, ...ways),
    );
  }

  return (query) => {
    const { words, whole, near, missing } = search(query);
    const quoted = missing.map((word) => `“${word}”`).join("、");
    const parts = [];
    if (!query.trim()) said.textContent = HINT;
    else if (!words.some((word) => word.needed)) said.textContent = query.trim().length > 1 ? "这几个字里没有可以找的词。" : MORE;
    else if (whole.length) said.textContent = `找到 ${whole.length} 页`;
    else if (missing.length && near.length) said.textContent = `全站没有写到${quoted}。下面的页写到了其余的词。`;
    else if (near.length) said.textContent = "下面是最接近的，没有写到的词列在后面。";
    else said.textContent = missing.length ? `全站没有写到${quoted}。` : "没有找到。";
    if (whole.length) parts.push(...list(whole, words, missing));
    if (near.length && whole.length) parts.push(element("p", { class: "search__near" }, "也可能有关"));
    if (near.length) parts.push(...list(near, words, missing));
    if (query.trim().length > 1 && !whole.length) parts.push(nothing());
    found.replaceChildren(...parts);
    found.scrollTop = 0;
  };
}
