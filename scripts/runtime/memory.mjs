// Saves Python's memory once it has started and imported the checker (memory.py).
//   node memory.mjs FOLDER
// FOLDER: with npm's Pyodide and the library to start from; `saved` comes to lie in it, as Pyodide saves and
// takes it up. In: JSON {lock, modules}, see memory.py. The same gives the same bytes on every
// machine: the clock stands still, and nothing is used that not every browser and every Node knows.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const node = process;
const [folder] = node.argv.slice(2);
const { lock, modules } = JSON.parse(readFileSync(0, "utf-8"));
const OBJECTS_HELD = 3; // null, `js` and `pyodide_js`: see scripts/runtime/stand_ins/_pyodide/_importhook.py
const GROWS_BY = 65536; // bytes
const file = (name) => readFileSync(join(folder, name));

class WorkerGlobalScope {
  static [Symbol.hasInstance] = () => true;
}

Date.now = () => 0;
performance.now = () => 0;
Math.random = () => 0;
let sbrk;
WebAssembly.instantiateStreaming = async (_, imports) => {
  const made = await WebAssembly.instantiate(file("pyodide.asm.wasm"), imports);
  sbrk = made.instance.exports.sbrk;
  return made;
};
// On an iPhone Pyodide does without types of functions, which not every browser knows.
Object.defineProperty(globalThis, "navigator", { value: { userAgent: "iPhone" } });
Object.defineProperty(globalThis, "crypto", { value: { getRandomValues: (bytes) => bytes.fill(0) } });
Object.assign(globalThis, {
  WorkerGlobalScope,
  self: globalThis,
  location: pathToFileURL(join(folder, "worker.js")),
  fetch: async (address) => new Response(file(String(address.url ?? address).split("/").at(-1))),
});
delete globalThis.process;

const script = pathToFileURL(join(folder, "pyodide.mjs")).href;
const { loadPyodide } = await import(script);
const pyodide = await loadPyodide({ indexURL: new URL("./", script).href, lockFileContents: lock, _makeSnapshot: true });
for (const name of modules) pyodide.pyimport(name).destroy();
const checker = pyodide.pyimport("checker.bridge");
checker.handle('{"op": "rules"}'); // reads the rule sets
checker.destroy();
// Pyodide makes one only when Python holds those objects of JavaScript that its whole start leaves
// behind; ours leaves the first of them.
const api = pyodide._api;
const objects = api.getExpectedKeys().slice(0, OBJECTS_HELD);
api.getExpectedKeys = () => objects;
const saved = pyodide.makeMemorySnapshot();
const head = saved.length - pyodide._module.HEAP8.length;
const used = Math.ceil(sbrk(0) / GROWS_BY) * GROWS_BY;
writeFileSync(join(folder, "saved"), saved.subarray(0, head + used));
node.exit(0); // Pyodide leaves something waiting
