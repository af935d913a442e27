// In the head of a tool's page: who opens a link with what was filled in wants its answer, so Python
// starts while the page is still read. checker/runtime.js takes it over, with what it said meanwhile.
import { savesData, startWorker } from "./checker/start.js";

if (location.hash.includes("=") && !savesData() && globalThis.WebAssembly) {
  const folder = new URL(document.querySelector("meta[name=runtime]").content, location.href).href;
  const worker = startWorker(folder);
  const heard = [];
  if (worker) {
    globalThis.earlyPython = { folder, worker, heard };
    worker.onmessage = ({ data }) => (data.type === "failed" && data.reason !== "trimmed" ? worker.onerror() : heard.push(data));
    worker.onerror = () => {
      worker.terminate();
      delete globalThis.earlyPython;
    };
  }
}
