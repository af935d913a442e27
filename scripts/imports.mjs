// Which files of the standard library the checker needs: starts the untrimmed runtime in Node,
// imports every module of the checker, and prints the archive members that were loaded.
// Usage: node imports.mjs FOLDER ARCHIVE PREFIX… (absolute paths; archive members not to import)
import { loadPyodide } from "../node_modules/pyodide/pyodide.mjs";
import { readFileSync } from "node:fs";

const [folder, archive, ...leftOut] = process.argv.slice(2);
const { info } = JSON.parse(readFileSync(`${folder}/pyodide-lock.json`, "utf-8"));
const pyodide = await loadPyodide({
  indexURL: `${folder}/`,
  stdLibURL: archive,
  lockFileContents: { info, packages: {} },
});
pyodide.globals.set("left_out", pyodide.toPy(leftOut));
console.log(
  pyodide.runPython(`
import importlib, json, pkgutil, sys
import checker
for module in pkgutil.walk_packages(checker.__path__, "checker."):
    if not f"{module.name.replace('.', '/')}.".startswith(tuple(left_out)):
        importlib.import_module(module.name)
files = (getattr(module, "__file__", None) or "" for module in list(sys.modules.values()))
json.dumps(sorted(file.split(".zip/")[1] for file in files if ".zip/" in file))
`),
);
