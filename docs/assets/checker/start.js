// The worker in which Python runs, and whether it may be fetched unasked.

// Cards let only this one make a script of an address (scripts/finish/hosting/headers.py).
const trusted = globalThis.trustedTypes?.createPolicy("zhiqi-worker", { createScriptURL: (address) => address });

// The worker, or null in a browser that knows no workers that are modules.
//   folder: absolute address of the built runtime; pastCaches: takes nothing that is kept on the device;
//   complete: with every function of Python, not only those that answers were seen to call.
export function startWorker(folder, { pastCaches = false, complete = false } = {}) {
  performance.mark("runtime-intent");
  const address = new URL(pastCaches ? `worker.js?again=${Date.now()}` : "worker.js", folder).href;
  let known = false;
  const options = {
    name: complete ? "complete" : "",
    get type() {
      known = true;
      return "module";
    },
  };
  const worker = new Worker(trusted?.createScriptURL(address) ?? address, options);
  if (!known) {
    worker.terminate();
    return null;
  }
  return worker;
}

// The names of the caches of this site begin with it: assets/offline.js clears them all.
const mine = (folder) => `yaoshi-zhiqi ${rootOf(folder).pathname} `;
export const rootOf = (folder) => new URL("../../../", folder);

// Python's files in the offline copy (scripts/finish/sw.js): one of them may be another than it should.
export async function forgetPython(folder) {
  if (!globalThis.caches || navigator.onLine === false) return;
  for (const name of await caches.keys()) if (name.startsWith(`${mine(folder)}python `)) await caches.delete(name);
}

// Why the worker's script did not run: what comes in its place now? null: the script itself.
export async function whatComes(folder) {
  try {
    const response = await fetch(new URL("worker.js", folder), { cache: "reload" });
    if (!response.ok) return "network";
    return response.headers.get("content-type")?.startsWith("text/html") ? "portal" : null;
  } catch {
    return "network";
  }
}

export const savesData = () => navigator.connection?.saveData === true;
