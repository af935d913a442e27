// The anchor of the figures: Pyodide as npm delivers it, started with its defaults, then the
// checker's wheel. Speaks as scripts/runtime/worker/worker.js does.
import { loadPyodide } from "./pyodide.mjs";

let bridge;
const waiting = [];

function answer({ id, request }) {
  self.postMessage({ type: "answer", id, answer: bridge.handle(request) });
}

self.onmessage = ({ data }) => {
  if (!data.request) return;
  if (bridge) answer(data);
  else waiting.push(data);
};

const pyodide = await loadPyodide();
const wheel = await fetch(new URL("checker.whl", import.meta.url));
pyodide.unpackArchive(await wheel.arrayBuffer(), "wheel");
bridge = pyodide.pyimport("checker.bridge");
self.postMessage({ type: "ready" });
waiting.splice(0).forEach(answer);
