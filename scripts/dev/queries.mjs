// Queries in, as JSON; out what the search of the pages finds in the index that is named.
import { readFileSync } from "node:fs";

delete Intl.Segmenter; // older browsers have none, and those that have one cut as they like
const { searcher } = await import("../../docs/assets/search/rank.js");
const search = searcher(JSON.parse(readFileSync(process.argv[2], "utf8")));
const answers = JSON.parse(readFileSync(0, "utf8")).map((query) => {
  const { words, whole, near, missing } = search(query);
  const addresses = (list) => list.map(({ address }) => address);
  const needed = words.filter((word) => word.needed).map(({ text }) => text);
  return { words: needed, whole: addresses(whole), near: addresses(near), missing, texts: whole.map(({ block }) => block) };
});
process.stdout.write(JSON.stringify(answers));
