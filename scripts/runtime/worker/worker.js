// The checker's own thread: starts Python, then answers each request text with an answer text.
//
// Messages in:  {keep}                   the first one: the name of the cache for Python's memory,
//                                        null when nothing may be kept on the device
//               {id, request}            one request for checker.bridge.handle
//               {id, preview, rows}      a table (Blob), to be read so far
//               {id, table, how, request, rows}  a table (Blob), to be gone through some rows at a
//                                        time by `how`: answer_table or table_calendar
//               {cancel}                 the id of a table that need not be gone through further
// Messages out: {type: "progress", received, total}   bytes so far, as servers send them
//               {type: "starting"}       everything has arrived, Python starts
//               {type: "ready", from}    from: "start", or "memory" kept at an earlier visit
//               {type: "part", id, part, file}  some rows of a table, answered; file: the text of
//                                        that part of the calendar, as a Blob
//               {type: "answer", id, answer}   the end of it: of a table, an empty text
//               {type: "unreadable", id} the table is a file that is no longer there
//               {type: "failed", reason} reason: "network" | "portal" (a page came, no program) |
//                                        "wrong_type" | "damaged" (of another length) | "start" |
//                                        "trimmed" (the complete Python is needed)
import { complete, fail, failStart, here } from "./downloads.js"; // first: its requests are under way before Python is looked at
import { loadPyodide } from "pyodide";
import { forget, keep, recalled, release } from "./memory.js";
import { partsFor } from "./parts.js";

/* global BUILT: see downloads.js */

// A fixed question. A memory that is taken up must answer it as the Python it was made of did.
const PROBE = JSON.stringify({
  op: "assess",
  as_of: "2026-02-10",
  apply_on: "2026-02-10",
  annotations: [{ applied_on: "2026-01-01", days: 90 }],
});
const OBJECTS_HELD = 3; // null, `js` and `pyodide_js`: see scripts/runtime/stand_ins/_pyodide/_importhook.py
const IDLE_MS = 1000; // after the first answer, when the page has drawn it

let bridge;
let toBytes;
let afterAnswer = null;
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
  if (afterAnswer) setTimeout(afterAnswer, IDLE_MS);
  afterAnswer = null;
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

let mayKeep;
const kept = new Promise((resolve) => (mayKeep = resolve));
self.onmessage = ({ data }) => {
  if ("keep" in data) mayKeep(data.keep);
  else if (bridge) answer(data).catch(fail);
  else waiting.push(data);
};

async function boot(options) {
  const pyodide = await loadPyodide({ indexURL: here, lockFileContents: BUILT.lock, ...options });
  const checker = pyodide.pyimport("checker.bridge");
  return { pyodide, checker, probe: checker.handle(PROBE) };
}

async function fromMemory(cache) {
  const found = cache && (await recalled(cache, here));
  if (!found) return null;
  try {
    const booted = await boot({ _loadSnapshot: found.memory });
    release(found.memory);
    if (booted.probe === found.about.probe) return booted;
  } catch {
    // a memory that cannot be taken up
  }
  await forget(cache);
  return null;
}

async function fromStart(cache) {
  const booted = await boot({ _makeSnapshot: Boolean(cache) });
  if (!cache) return booted;
  try {
    const memory = snapshot(booted.pyodide);
    afterAnswer = () => keep(cache, here, memory, { probe: booted.probe }).finally(() => release(memory));
  } catch {
    // no room for a copy: then the next start is a plain one too
  }
  return booted;
}

// Pyodide makes one only when Python holds those objects of JavaScript that its whole start leaves
// behind; ours leaves the first of them.
function snapshot(pyodide) {
  const api = pyodide._api;
  const objects = api.getExpectedKeys().slice(0, OBJECTS_HELD);
  api.getExpectedKeys = () => objects;
  return pyodide.makeMemorySnapshot();
}

try {
  const cache = complete ? null : await kept; // the memory is that of the other Python
  const remembered = await fromMemory(cache);
  const { pyodide, checker } = remembered ?? (await fromStart(cache));
  toBytes = (buffer) => {
    const view = pyodide.toPy(buffer);
    const bytes = view.tobytes();
    view.destroy();
    return bytes;
  };
  bridge = checker;
  self.postMessage({ type: "ready", from: remembered ? "memory" : "start" });
  for (const message of waiting.splice(0)) answer(message).catch(fail);
} catch (error) {
  failStart(error);
}
