// The checker's own thread: starts Python, then answers each request text with an answer text.
//
// Messages in:  {id, request}            one request for checker.bridge.handle
// Messages out: {type: "progress", received, total}   bytes so far, before compression
//               {type: "starting"}       everything has arrived, Python starts
//               {type: "ready"}
//               {type: "answer", id, answer}
//               {type: "failed", reason} reason: "network" | "wrong_type" | "start"
import { loadPyodide } from "./pyodide.mjs";

// Filled in by scripts/runtime.py: sizes: name → bytes of each large file; lock: no packages.
const BUILT = {};
const TYPES = { "pyodide.asm.wasm": "application/wasm" };
const here = new URL("./", import.meta.url).href;
const total = Object.values(BUILT.sizes).reduce((sum, bytes) => sum + bytes, 0);
let received = 0;
let handle;
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

function answer({ id, request }) {
  self.postMessage({ type: "answer", id, answer: handle(request) });
}

self.onmessage = ({ data }) => (handle ? answer(data) : waiting.push(data));

try {
  const pyodide = await loadPyodide({
    indexURL: here,
    lockFileContents: BUILT.lock,
  });
  handle = pyodide.pyimport("checker.bridge").handle;
  self.postMessage({ type: "ready" });
  waiting.splice(0).forEach(answer);
} catch (error) {
  fail(error);
}
