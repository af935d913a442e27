// The worker of a built runtime, run in Node as a browser runs it: what a worker has there stands ready
// under the same names, what only Node has is hidden. For the profile of functions, and for tests.
//   node worker_in_node.mjs FOLDER [NAME [CALLED]]
// FOLDER: of the runtime; NAME: of the worker, "complete" for the complete Python; CALLED: where to write
// which functions were called (compiled Python that functions.mjs watches).
// In and out, a line of JSON each: the messages of worker.js, tables and previews as Base64. Ends with
// its input, or when the worker fails.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const node = process;
const [folder, name = "", called] = node.argv.slice(2);
const TYPES = { ".wasm": "application/wasm", ".js": "text/javascript" };
const places = new Uint8Array(1 << 16);
const open = new Set(["start"]); // what an answer is awaited to
let ended = false;

// Scripts are modules here as they are in a browser.
const scripts = mkdtempSync(join(tmpdir(), "runtime-"));
cpSync(folder, scripts, { recursive: true });
writeFileSync(join(scripts, "package.json"), '{ "type": "module" }');

const say = (message) => node.stdout.write(`${JSON.stringify(message)}\n`);

function leave(code) {
  if (called) writeFileSync(called, JSON.stringify([...places.keys()].filter((place) => places[place])));
  rmSync(scripts, { recursive: true });
  node.stdout.write("", () => node.exit(code));
}

function leaveWhenDone() {
  if (ended && !open.size) leave(0);
}

async function heard({ file, ...message }) {
  if (message.type === "progress" || message.type === "starting") return;
  say(file ? { ...message, ics: await file.text() } : message);
  if (message.type === "failed") leave(1);
  open.delete(message.type === "ready" ? "start" : message.type === "part" ? null : message.id);
  leaveWhenDone();
}

// A file whose parts can be read at once.
class Table {
  constructor(bytes) {
    this.bytes = bytes;
  }
  slice(from, to) {
    return new Table(this.bytes.slice(from, to));
  }
}

class FileReaderSync {
  readAsArrayBuffer = ({ bytes }) => new Uint8Array(bytes).buffer;
}

class WorkerGlobalScope {
  static [Symbol.hasInstance] = () => true;
}

const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = (module, imports) =>
  instantiate(module, { ...imports, profile: { called: (place) => (places[place] = 1) } });

const worker = pathToFileURL(join(scripts, "worker.js"));
Object.assign(globalThis, {
  WorkerGlobalScope,
  FileReaderSync,
  self: globalThis,
  location: worker,
  name,
  postMessage: heard,
  async fetch(address) {
    const name = String(address.url ?? address).split("/").at(-1);
    const type = TYPES[name.slice(name.lastIndexOf("."))] ?? "application/zip";
    return new Response(readFileSync(join(scripts, name)), { headers: { "content-type": type } });
  },
});
Object.defineProperty(globalThis, "navigator", { value: { userAgent: "Node" } });
delete globalThis.process;

// It waits for its first message before it has run to its end.
import(worker);
while (!self.onmessage) await new Promise((resolve) => setTimeout(resolve));

for await (const line of createInterface({ input: node.stdin })) {
  const message = JSON.parse(line);
  for (const table of ["table", "preview"])
    if (table in message) message[table] = new Table(Buffer.from(message[table], "base64"));
  open.add(message.id);
  self.onmessage({ data: message });
}
ended = true;
leaveWhenDone();
