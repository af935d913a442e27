// What Python is made of, asked for at once, before anything else is looked at: the compiled Python
// (compiled while it arrives), the memory that it goes on from, and the script between Python and JavaScript.
//
// Pyodide never settles when one of its files fails to load, so what cannot work is reported here.

import { unpacked } from "./memory.js";

/* global BUILT: filled in by scripts/runtime/package.py: files: name → {bytes, wire: bytes as a server sends
   them} of each file below; memory: SHA-256 of that file, in hexadecimal digits; lock: no packages */

// A page names the worker so after the other compiled Python, in which only those functions work that
// answers were seen to call, came to one of the rest. The complete one starts from its library.
const complete = self.name === "complete";
const WASM = "pyodide.asm.wasm"; // as Pyodide calls it
const COMPILED = complete ? "complete.wasm" : WASM;
const MEMORY = "memory.bin";
const LIBRARY = "python_stdlib.zip";
const GLUE = complete ? "complete.js" : "pyodide.asm.js";
const plainFetch = self.fetch.bind(self);
const received = Object.fromEntries([COMPILED, complete ? LIBRARY : MEMORY, GLUE].map((name) => [name, 0]));
const total = Object.keys(received).reduce((sum, name) => sum + BUILT.files[name].wire, 0);

export const here = new URL("./", import.meta.url).href;
// After a start that failed: whatever the device has kept may be what was wrong.
const options = { cache: new URL(import.meta.url).search ? "reload" : "default" };

export class LoadError extends Error {
  constructor(reason, detail) {
    super(detail);
    this.reason = reason;
  }
}

export function fail(error) {
  self.postMessage({ type: "failed", reason: error.reason ?? "start", detail: String(error) });
}

async function requested(name, type = "", how = options) {
  try {
    const response = await plainFetch(here + name, how);
    if (!response.ok) throw new LoadError("network", `${name}: HTTP ${response.status}`);
    const found = response.headers.get("content-type") ?? "";
    if (found.startsWith("text/html")) throw new LoadError("portal", `${name}: ${found}`);
    if (!found.startsWith(type)) throw new LoadError("wrong_type", `${name}: ${found}`);
    return response;
  } catch (error) {
    throw error.reason ? error : new LoadError("network", `${name}: ${error}`);
  }
}

// A large file, whose bytes are counted while they come: `use` makes something of the response meanwhile.
async function counted(name, type, use) {
  const response = await requested(name, type);
  const counting = read(name, response.clone().body.getReader());
  counting.catch(fail);
  const [used] = await Promise.all([use(response), counting]).catch((error) => counting.then(() => Promise.reject(error)));
  return used;
}

async function whole(name) {
  const bytes = new Uint8Array(BUILT.files[name].bytes);
  const { body } = await requested(name);
  await read(name, body.getReader(), (part, at) => bytes.set(part, at));
  return bytes.buffer;
}

async function read(name, reader, use = () => {}) {
  const { bytes } = BUILT.files[name];
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const at = received[name];
      arrived(name, part.value.byteLength);
      if (received[name] <= bytes) use(part.value, at);
    }
  } catch (error) {
    throw new LoadError("network", error);
  }
  if (received[name] !== bytes) throw new LoadError("damaged", `${name}: ${received[name]} bytes`);
}

// The bytes come unpacked; what is told is what the reader's network carries.
function arrived(name, count) {
  received[name] += count;
  const shares = Object.entries(received).map(([one, so]) => (so / BUILT.files[one].bytes) * BUILT.files[one].wire);
  const soFar = Math.round(shares.reduce((sum, share) => sum + share, 0));
  self.postMessage(soFar === total ? { type: "starting" } : { type: "progress", received: Math.min(soFar, total), total });
}

async function compile(response) {
  if (WebAssembly.compileStreaming) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

// A script is imported from whatever the device has kept of it: after a failure, from what comes anew.
async function imported(name) {
  if (options.cache === "reload") await (await requested(name)).text();
  try {
    await import(here + name);
    if (!self._createPyodideModule) throw new Error("another script");
    arrived(name, BUILT.files[name].bytes);
  } catch (error) {
    await requested(name, "text/javascript", { cache: "reload" }); // says what comes in its place
    throw new LoadError("damaged", `${name}: ${error}`);
  }
}

// Where the browser can tell (not without https): a memory of the right length may still be another.
async function verify(packed) {
  const digest = await crypto.subtle?.digest("SHA-256", packed);
  const digits = digest && Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (digits && digits !== BUILT.memory) throw new LoadError("damaged", MEMORY);
}

const compiled = counted(COMPILED, "application/wasm", compile);
const library = complete ? whole(LIBRARY) : null;
const packed = complete ? null : whole(MEMORY);
const verified = packed?.then(verify);
/** Pyodide would import a script itself that is not there yet, and by one name alone. */
export const glue = imported(GLUE);
const downloads = [compiled, packed, verified, library, glue].filter(Boolean);
/** What Python goes on from (memory.js); of the complete one there is nothing but its library. */
export const memory = packed?.then(unpacked);
for (const download of downloads) download.catch(fail);

// What Python's start stumbles over may be a file that did not come: that is the reason then, and told first.
// A memory that cannot be taken up is left to the complete Python, which starts without one.
export async function failStart(error) {
  await Promise.all(downloads).then(complete ? () => fail(error) : reached, fail);
}

// When Pyodide asks for its files, it gets those that are on their way.
self.fetch = async (resource, options) => {
  const name = String(resource.url ?? resource).slice(here.length);
  if (name === WASM) return undefined; // instantiateStreaming below knows better
  return name === LIBRARY ? new Response(await library) : plainFetch(resource, options);
};
WebAssembly.instantiateStreaming = async (_, imports) => {
  try {
    const module = await compiled;
    const instance = await WebAssembly.instantiate(module, { ...imports, trimmed: { reached } });
    await verified;
    (await memory)?.begin(imports.env.memory, imports.env.__memory_base.value);
    return { module, instance };
  } catch (error) {
    await failStart(error); // Pyodide would say nothing
    throw error;
  }
};

// What Python makes of the trap that follows is not heard.
function reached() {
  self.postMessage({ type: "failed", reason: "trimmed" });
  self.postMessage = () => {};
}
