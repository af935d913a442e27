// What Python is made of, asked for at once, before anything else is looked at: the compiled Python
// (by far the largest, and compiled while it arrives), its library, and the script between both.
//
// Pyodide never settles when one of its files fails to load, so what cannot work is reported here.

/* global BUILT: filled in by scripts/runtime/package.py: sizes: name → bytes of each large file; exports:
   the names in compiled Python that the script between both mentions; lock: no packages */

const WASM = "pyodide.asm.wasm";
const LIBRARY = "python_stdlib.zip";
const GLUE = "pyodide.asm.js";
const total = Object.values(BUILT.sizes).reduce((sum, bytes) => sum + bytes, 0);
const plainFetch = self.fetch.bind(self);
let received = 0;

export const here = new URL("./", import.meta.url).href;

export class LoadError extends Error {
  constructor(reason, detail) {
    super(detail);
    this.reason = reason;
  }
}

export function fail(error) {
  self.postMessage({ type: "failed", reason: error.reason ?? "start", detail: String(error) });
}

async function requested(name, type = "") {
  try {
    const response = await plainFetch(here + name);
    if (!response.ok) throw new LoadError("network", `${name}: HTTP ${response.status}`);
    const found = response.headers.get("content-type") ?? "";
    if (!found.startsWith(type)) throw new LoadError("wrong_type", `${name}: ${found}`);
    count(response.clone().body.getReader()).catch(fail);
    return response;
  } catch (error) {
    throw error.reason ? error : new LoadError("network", `${name}: ${error}`);
  }
}

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

const compiled = requested(WASM, "application/wasm").then((response) => WebAssembly.compileStreaming(response));
const library = requested(LIBRARY).then((response) => response.arrayBuffer());
const glue = import(here + GLUE).catch((error) => {
  throw new LoadError("network", `${GLUE}: ${error}`);
});
for (const download of [compiled, library, glue]) download.catch(fail);

// When Pyodide asks for its files, it gets those that are on their way.
self.fetch = async (resource, options) => {
  const name = String(resource.url ?? resource).slice(here.length);
  if (name === WASM) return undefined; // instantiateStreaming below knows better
  return name === LIBRARY ? new Response(await library) : plainFetch(resource, options);
};
WebAssembly.instantiateStreaming = async (_, imports) => {
  const module = await compiled;
  const { exports } = await WebAssembly.instantiate(module, imports);
  // Pyodide gets every export ready for packages, ten thousand: it sees those that it needs itself.
  const seen = Object.fromEntries(BUILT.exports.map((name) => [name, exports[name]]));
  return { module, instance: { exports: seen } };
};
