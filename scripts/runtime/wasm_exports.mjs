// What a compiled file gives names to, as JSON. Usage: node wasm_exports.mjs FILE.wasm
import { readFileSync } from "node:fs";

const module = new WebAssembly.Module(readFileSync(process.argv[2]));
console.log(JSON.stringify(WebAssembly.Module.exports(module).map(({ name }) => name)));
