// A worker that takes the text out of a PDF. Started when one is dropped; the maps of characters that
// Chinese fonts need are fetched one by one, from our own address.
//
// Messages in:  {open: Blob, maps}    maps: the address of the folder of character maps
// Messages out: {opened: {text, pages, empty}}   empty: numbers of pages without text
//               {refused}             why: "password", "broken", "pages", "picture", "garbled", "maps"
import * as worker from "pdfjs-dist/legacy/build/pdf.worker.mjs";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { textOfPage } from "./lines.js";

globalThis.pdfjsWorker = worker; // this is a worker already: none of its own

const MOST_PAGES = 100;
const FEWEST_CHARACTERS = 10; // of a whole document: fewer are a stamp or a page's number on a picture
const PRIVATE = /[\ue000-\uf8ff\ufffd]/g; // what a font without a map of its characters gives

async function open(blob, maps) {
  let lost = false;
  class Maps {
    async fetch({ kind, filename }) {
      if (kind !== "cMapUrl") throw new Error("not kept here");
      const response = await fetch(maps + filename).catch(() => null);
      lost ||= !response?.ok;
      if (!response?.ok) throw new Error(`no map ${filename}`);
      return new Uint8Array(await response.arrayBuffer());
    }
  }
  const loading = getDocument({
    data: new Uint8Array(await blob.arrayBuffer()),
    cMapUrl: maps,
    cMapPacked: true,
    BinaryDataFactory: Maps,
    useWorkerFetch: false,
    useWasm: false,
    isEvalSupported: false, // the policy of the pages forbids it
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
  });
  try {
    const pdf = await loading.promise;
    if (pdf.numPages > MOST_PAGES) return { refused: "pages" };
    const texts = [];
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      texts.push(textOfPage((await page.getTextContent()).items));
      page.cleanup();
    }
    if (lost) return { refused: "maps" };
    const text = texts.join("\n");
    const signs = text.replace(/\s/g, "");
    if (signs.length < FEWEST_CHARACTERS) return { refused: "picture" };
    if ((signs.match(PRIVATE) ?? []).length * 10 > signs.length) return { refused: "garbled" };
    const empty = texts.flatMap((each, i) => (each.trim() ? [] : [i + 1]));
    return { opened: { text, pages: pdf.numPages, empty } };
  } catch (error) {
    return { refused: error.name === "PasswordException" ? "password" : "broken" };
  } finally {
    await loading.destroy();
  }
}

self.addEventListener("message", async ({ data }) => {
  if (data.open) self.postMessage(await open(data.open, data.maps));
});
