// The text of a notice that was dropped: what kind of file it is, and how its characters are written.
// Nothing leaves the device; a PDF is read by a worker that is fetched when there is one.

const MOST_MEGABYTES = 20;
const LONGEST_PDF_MS = 60_000;
// What a Chinese notice is full of, in either script: tells encodings apart that read any bytes.
const COMMON = /[的年月日时時间間报報名考试試人通知公告在和有为為至于於及请請]/g;
const MARKUP = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype html|html|head|body|div|table|p|span|h[1-6]|article|section|meta)\b/i;
const NOT_READ = "script, style, noscript, template, iframe, object, svg, select, option, textarea, [hidden], [aria-hidden=true]";
const BLOCKS = /^(?:address|article|aside|blockquote|br|caption|dd|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|tbody|tfoot|thead|tr|ul|center)$/;

export class Unread extends Error {
  // why: a key of NOTICE.files in words.js.
  constructor(why) {
    super(why);
    this.why = why;
  }
}

// {text, empty}: empty are the pages of a PDF without text. Rejects with Unread.
export async function textOf(file, { pdf, maps }) {
  if (!file.size) throw new Unread("empty");
  if (file.size > MOST_MEGABYTES * 1e6) throw new Unread("large");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const kind = kindOf(bytes);
  if (kind === "pdf") return fromPdf(file, pdf, maps);
  if (kind !== "text") throw new Unread(kind);
  const text = decoded(bytes);
  return { text: MARKUP.test(text) ? fromHtml(text) : text, empty: [] };
}

const begins = (bytes, ...signs) => signs.every((sign, i) => bytes[i] === sign);

function kindOf(bytes) {
  const head = String.fromCharCode(...bytes.subarray(0, 1024));
  if (head.includes("%PDF-")) return "pdf";
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0) || head.startsWith("{\\rtf")) return "document";
  if (begins(bytes, 0x50, 0x4b, 0x03, 0x04)) return "document";
  if (begins(bytes, 0x89, 0x50, 0x4e, 0x47) || begins(bytes, 0xff, 0xd8, 0xff) || head.startsWith("GIF8") || head.startsWith("BM") || head.startsWith("RIFF"))
    return "picture";
  return "text";
}

// Whatever a file or a page says of its own encoding is often wrong; its bytes are not.
export function decoded(bytes) {
  const marked = begins(bytes, 0xff, 0xfe) ? "utf-16le" : begins(bytes, 0xfe, 0xff) ? "utf-16be" : null;
  const strict = (name) => {
    try {
      return new TextDecoder(name, { fatal: true }).decode(bytes);
    } catch {
      return null;
    }
  };
  const utf8 = marked ? null : strict("utf-8");
  const sure = marked ? strict(marked) : utf8;
  if (sure !== null && !sure.includes("\0")) return sure;
  const score = (text) => (text === null || /[\0\ufffd]/.test(text) ? -1 : (text.match(COMMON) ?? []).length);
  const read = ["gb18030", "big5", "utf-16le", "utf-16be"].map(strict);
  const best = read.reduce((one, other) => (score(other) > score(one) ? other : one), null);
  if (score(best) <= 0) throw new Unread("unknown");
  return best;
}

// Cells of a table are apart by tabs, rows and paragraphs by lines. Nothing of the page runs or is fetched.
export function fromHtml(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const unread of page.querySelectorAll(NOT_READ)) unread.remove();
  const parts = [];
  const walk = (node) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) parts.push(child.data.replace(/\s+/g, " "));
      else if (child.nodeType === Node.ELEMENT_NODE) {
        const name = child.localName;
        const cell = name === "td" || name === "th";
        const before = parts.length;
        if (BLOCKS.test(name)) parts.push("\n");
        walk(child);
        if (cell) parts.push(parts.splice(before).join("").replace(/\s+/g, " ").trim(), "\t");
        else if (BLOCKS.test(name)) parts.push("\n");
      }
    }
  };
  walk(page.body);
  const lines = parts.join("").split("\n");
  return lines.map((line) => line.trim()).filter(Boolean).join("\n");
}

async function fromPdf(file, address, maps) {
  const worker = new Worker(new URL(address, location.href), { type: "module" });
  try {
    const { opened, refused } = await new Promise((resolve, reject) => {
      setTimeout(() => reject(new Unread("slow")), LONGEST_PDF_MS);
      worker.onmessage = ({ data }) => (data.opened || data.refused) && resolve(data);
      worker.onerror = () => reject(new Unread("no_reader"));
      worker.postMessage({ open: file, maps: new URL(maps, location.href).href });
    });
    if (refused) throw new Unread(refused === "broken" ? "damaged" : refused);
    return opened;
  } finally {
    worker.terminate();
  }
}
