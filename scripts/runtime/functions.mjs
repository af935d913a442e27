// Compiled Python without the functions that nothing calls, or, to find these, with a call at the head
// of each. Functions are known by their place in the file, which counts those it brings along.
//   node functions.mjs watch IN OUT  each function first calls profile.called(place)
//   node functions.mjs keep IN OUT   what comes in as JSON stays: {places, names}; functions at other
//                                    places call trimmed.reached() and trap, exports of other names go
import binaryen from "binaryen";
import { readFileSync, writeFileSync } from "node:fs";

const { i32, none } = binaryen;
const [how, source, target] = process.argv.slice(2);
const python = binaryen.readBinary(readFileSync(source));
const functions = Array.from({ length: python.getNumFunctions() }, (_, i) => python.getFunctionByIndex(i))
  .map((made) => ({ made, ...binaryen.getFunctionInfo(made) }))
  .filter(({ module }) => !module);

function watch() {
  python.addFunctionImport("called", "profile", "called", i32, none);
  functions.forEach(({ made, body, results }, place) => {
    const told = python.call("called", [python.i32.const(place)], none);
    binaryen.Function.setBody(made, python.block(null, [told, body], results));
  });
}

function keep({ places, names }) {
  const called = new Set(places);
  const named = new Set(names);
  python.addFunctionImport("reached", "trimmed", "reached", none, none);
  functions.forEach(({ made }, place) => {
    if (called.has(place)) return;
    const told = python.call("reached", [], none);
    binaryen.Function.setBody(made, python.block(null, [told, python.unreachable()], binaryen.unreachable));
  });
  const exported = Array.from({ length: python.getNumExports() }, (_, i) => python.getExportByIndex(i));
  for (const { name } of exported.map(binaryen.getExportInfo)) if (!named.has(name)) python.removeExport(name);
  python.runPasses(["duplicate-function-elimination", "remove-unused-module-elements"]);
}

if (how === "watch") watch();
else keep(JSON.parse(readFileSync(0, "utf-8")));
writeFileSync(target, python.emitBinary());
