// The worker in which Python runs, and whether it may be fetched unasked.

import { switchedOff } from "../switch.js";

// Cards let only this one make a script of an address (scripts/finish/hosting/headers.py).
const trusted = globalThis.trustedTypes?.createPolicy("zhiqi-worker", { createScriptURL: (address) => address });

// folder: absolute address of the built runtime.
export function startWorker(folder) {
  performance.mark("runtime-intent");
  const address = new URL("worker.js", folder).href;
  const worker = new Worker(trusted?.createScriptURL(address) ?? address, { type: "module" });
  worker.postMessage({ keep: switchedOff() ? null : keptMemory(folder) });
  return worker;
}

// The name of the cache in which the worker keeps Python's memory: one of those that
// assets/offline.js clears.
export const keptMemory = (folder) => `yaoshi-zhiqi ${new URL("../../../", folder).pathname} memory`;

export const savesData = () => navigator.connection?.saveData === true;
