// The checker's own thread: starts Python, then answers each request text with an answer text.
//
// Messages in:  {id, request}            one request for checker.bridge.handle
//               {id, preview, rows}      a table (Blob), to be read so far
//               {id, table, how, request, rows}  a table (Blob), to be gone through some rows at a
//                                        time by `how`: answer_table or table_calendar
//               {cancel}                 the id of a table that need not be gone through further
// Messages out: {type: "progress", received, total}   bytes so far, before compression
//               {type: "starting"}       everything has arrived, Python starts
//               {type: "ready"}
//               {type: "part", id, part, file}  some rows of a table, answered; file: the text of
//                                        that part of the calendar, as a Blob
//               {type: "answer", id, answer}   the end of it: of a table, an empty text
//               {type: "unreadable", id} the table is a file that is no longer there
//               {type: "failed", reason} reason: "network" | "wrong_type" | "start"
import { loadPyodide } from "./pyodide.mjs";

// Filled in by scripts/runtime.py: sizes: name → bytes of each large file; lock: no packages.
const BUILT = {};
const TYPES = { "pyodide.asm.wasm": "application/wasm" };
const here = new URL("./", import.meta.url).href;
const total = Object.values(BUILT.sizes).reduce((sum, bytes) => sum + bytes, 0);
let received = 0;
let bridge;
let toBytes;
const cancelled = new Set();
const waiting = [];

class LoadError extends Error {
  constructor(reason, detail) {
    super(detail);
    this.reason = reason;
  }
}

function fail(error) {
  self.postMessage({ type: "failed", reason: error.reason ?? "start", detail: String(error) });
}

// Pyodide never settles when one of its files fails to load, so its requests are watched here:
// bytes are counted as they arrive, and what cannot work is reported at once.
const plainFetch = self.fetch.bind(self);
self.fetch = async (resource, options) => {
  const name = new URL(resource.url ?? resource, here).pathname.split("/").pop();
  try {
    const response = await plainFetch(resource, options);
    if (!response.ok) throw new LoadError("network", `${name}: HTTP ${response.status}`);
    const type = response.headers.get("content-type") ?? "";
    if (TYPES[name] && !type.startsWith(TYPES[name])) {
      throw new LoadError("wrong_type", `${name}: ${type}`);
    }
    if (name in BUILT.sizes) count(response.clone().body.getReader()).catch(fail);
    return response;
  } catch (error) {
    fail(error.reason ? error : new LoadError("network", `${name}: ${error}`));
    throw error;
  }
};

// A failed request is reported above; the promise that Pyodide then leaves behind says nothing new.
self.onunhandledrejection = (event) => {
  event.preventDefault();
  fail(event.reason);
};

async function count(reader) {
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      received += part.value.byteLength;
      self.postMessage({ type: "progress", received, total });
    }
  } catch (error) {
    throw new LoadError("network", error);
  }
  if (received === total) self.postMessage({ type: "starting" });
}

async function answer({ id, request, preview, table, how, rows, cancel }) {
  if (cancel) return cancelled.add(cancel);
  if (!preview && !table) return reply(id, bridge.handle(request));
  const stream = new Stream(preview ?? table);
  try {
    if (preview) return reply(id, bridge.preview_table(stream, rows));
    await goThrough(id, bridge[how](request, stream, rows), how === "table_calendar" ? withFile : withText);
    return reply(id, "");
  } catch (error) {
    if (!stream.failed) throw error;
    return self.postMessage({ type: "unreadable", id });
  }
}

// What Python reads a table from: a Blob, of which only what is asked for comes into memory.
class Stream {
  #blob;
  #at = 0;
  #reader = new FileReaderSync();
  failed = false;

  constructor(blob) {
    this.#blob = blob;
  }

  read(size) {
    const part = this.#blob.slice(this.#at, this.#at + size);
    this.#at += size;
    try {
      return toBytes(this.#reader.readAsArrayBuffer(part));
    } catch (error) {
      this.failed = true;
      throw error;
    }
  }
}

function reply(id, text) {
  self.postMessage({ type: "answer", id, answer: text });
}

const withText = (part) => ({ part });

// The calendar of a table is many times as long as the table: its text stays out of the page's memory.
function withFile(part) {
  const { ics = "", ...told } = JSON.parse(part);
  return { part: JSON.stringify(told), file: new Blob([ics]) };
}

// Between two parts other requests have their turn, and the word to stop is heard.
async function goThrough(id, parts, asMessage) {
  for (const part of parts) {
    self.postMessage({ type: "part", id, ...asMessage(part) });
    await new Promise((resolve) => setTimeout(resolve));
    if (cancelled.delete(id)) break;
  }
  parts.destroy();
}

self.onmessage = ({ data }) => (bridge ? answer(data).catch(fail) : waiting.push(data));

try {
  const pyodide = await loadPyodide({
    indexURL: here,
    lockFileContents: BUILT.lock,
  });
  toBytes = (buffer) => {
    const view = pyodide.toPy(buffer);
    const bytes = view.tobytes();
    view.destroy();
    return bytes;
  };
  bridge = pyodide.pyimport("checker.bridge");
  self.postMessage({ type: "ready" });
  for (const message of waiting.splice(0)) answer(message).catch(fail);
} catch (error) {
  fail(error);
}
