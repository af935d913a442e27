// Which members of an archive are loaded when some modules are: starts Python from the archive in
// Node, imports the modules, and prints the members as JSON.
// Usage: node loaded_members.mjs FOLDER ARCHIVE MODULE… (absolute paths)
import { loadPyodide } from "../../node_modules/pyodide/pyodide.mjs";
import { readFileSync } from "node:fs";

// Node would print the line of the error too: Pyodide's is a million characters long.
process.on("uncaughtException", (error) => {
  console.error(error.message);
  process.exit(1);
});

const [folder, archive, ...modules] = process.argv.slice(2);
const { info } = JSON.parse(readFileSync(`${folder}/pyodide-lock.json`, "utf-8"));
const pyodide = await loadPyodide({
  indexURL: `${folder}/`,
  stdLibURL: archive,
  lockFileContents: { info, packages: {} },
});
for (const name of modules) pyodide.pyimport(name);
const files = [];
for (const module of pyodide.pyimport("sys").modules.values()) files.push(module?.__file__ ?? "");
const members = files.filter((file) => file.includes(".zip/")).map((file) => file.split(".zip/")[1]);
console.log(JSON.stringify(members));
