// Compiled Python without the functions that nothing calls, or, to find these, with a call at the head
// of each. Functions are known by their place in the file, which counts those it brings along.
//   node functions.mjs watch IN OUT  each function first calls profile.called(place)
//   node functions.mjs keep IN OUT   what comes in as JSON stays: {places, names, bases}; functions at
//                                    other places call trimmed.reached() and trap, exports of other names
//                                    go; pointers counted from the bases (name → address) are not written
//                                    at the start: they stand in the data (data.py)
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

// Taken for granted are the bases alone: where they are others, the complete Python is asked for.
function leavePointersOut(bases) {
  const globals = Array.from({ length: python.getNumGlobals() }, (_, i) => python.getGlobalByIndex(i));
  const imported = new Map(globals.map(binaryen.getGlobalInfo).map(({ name, base }) => [name, base]));
  const writer = python.getFunction(binaryen.getExportInfo(python.getExport("__wasm_apply_data_relocs")).value);
  const rest = binaryen.getExpressionInfo(binaryen.getFunctionInfo(writer).body).children.filter((store) => {
    const value = binaryen.getExpressionInfo(binaryen.getExpressionInfo(store).value);
    return !(imported.get(value.left ? binaryen.getExpressionInfo(value.left).name : value.name) in bases);
  });
  const elsewhere = [...imported]
    .filter(([, base]) => base in bases)
    .map(([name, base]) => python.i32.ne(python.global.get(name, i32), python.i32.const(bases[base])))
    .reduce((one, other) => python.i32.or(one, other));
  binaryen.Function.setBody(writer, python.block(null, [python.if(elsewhere, lacking()), ...rest], none));
}

function lacking() {
  return python.block(null, [python.call("reached", [], none), python.unreachable()], binaryen.unreachable);
}

function keep({ places, names, bases }) {
  const called = new Set(places);
  const named = new Set(names);
  python.addFunctionImport("reached", "trimmed", "reached", none, none);
  functions.forEach(({ made }, place) => {
    if (!called.has(place)) binaryen.Function.setBody(made, lacking());
  });
  leavePointersOut(bases);
  const exported = Array.from({ length: python.getNumExports() }, (_, i) => python.getExportByIndex(i));
  for (const { name } of exported.map(binaryen.getExportInfo)) if (!named.has(name)) python.removeExport(name);
  python.runPasses(["duplicate-function-elimination", "remove-unused-module-elements"]);
}

if (how === "watch") watch();
else keep(JSON.parse(readFileSync(0, "utf-8")));
writeFileSync(target, python.emitBinary());
