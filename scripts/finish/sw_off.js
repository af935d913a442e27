// Put in place of sw.js, this switches the offline copy off on every device that comes by: what was
// kept is deleted, and from the next page on everything comes from the server again.
const MINE = `yaoshi-zhiqi ${new URL(self.registration.scope).pathname.replace(/hant\/$/, "")} `; // of both editions

async function leave() {
  for (const name of await caches.keys()) if (name.startsWith(MINE)) await caches.delete(name);
  await self.registration.unregister();
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));
