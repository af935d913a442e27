// The checker's own thread: starts Python, then answers each request text with an answer text.
//
// Messages in:  {id, request}            one request for checker.bridge.handle
//               {id, preview, rows}      a table (Blob), to be read so far
//               {id, table, how, request, rows}  a table (Blob), to be gone through some rows at a
//                                        time by `how`: answer_table or table_calendar
//               {cancel}                 the id of a table that need not be gone through further
// Messages out: {type: "progress", received, total}   bytes so far, as servers send them
//               {type: "starting"}       everything has arrived, Python starts
//               {type: "ready", from}    from: "memory", or the complete Python's "start"
//               {type: "part", id, part, file}  some rows of a table, answered; file: the text of
//                                        that part of the calendar, as a Blob
//               {type: "answer", id, answer}   the end of it: of a table, an empty text
//               {type: "unreadable", id} the table is a file that is no longer there
//               {type: "failed", reason} reason: "network" | "portal" (a page came, no program) |
//                                        "wrong_type" | "damaged" (of another length) | "start" |
//                                        "trimmed" (the complete Python is needed)
import { fail, failStart, glue, here, memory } from "./downloads.js"; // first: its requests are under way before Python is looked at
import { loadPyodide } from "pyodide";
import { partsFor } from "./parts.js";

/* global BUILT: see downloads.js; probe: {request, answer: of CPython} */

let bridge;
let toBytes;
const cancelled = new Set();
const waiting = [];

// A failed download is reported once; the promises that it leaves behind say nothing new.
self.onunhandledrejection = (event) => {
  event.preventDefault();
  failStart(event.reason);
};

async function answer({ id, request, preview, table, how, rows, cancel }) {
  if (cancel) return cancelled.add(cancel);
  if (!preview && !table) {
    await partsFor(request, (name, part) => bridge.add_part(`/${name}`, toBytes(part)));
    return reply(id, bridge.handle(request));
  }
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

self.onmessage = ({ data }) => {
  if (bridge) answer(data).catch(fail);
  else waiting.push(data);
};

try {
  const [taken] = await Promise.all([memory, glue]);
  const from = taken ? { _loadSnapshot: taken.saved } : {};
  const pyodide = await loadPyodide({ indexURL: here, lockFileContents: BUILT.lock, ...from });
  const checker = pyodide.pyimport("checker.bridge");
  if (checker.handle(BUILT.probe.request) !== BUILT.probe.answer) throw new Error("answers another thing");
  toBytes = (buffer) => {
    const view = pyodide.toPy(buffer);
    const bytes = view.tobytes();
    view.destroy();
    return bytes;
  };
  bridge = checker;
  self.postMessage({ type: "ready", from: taken ? "memory" : "start" });
  for (const message of waiting.splice(0)) answer(message).catch(fail);
} catch (error) {
  failStart(error);
}
