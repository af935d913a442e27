// Keeps one version of the site on the reader's device, so that it works without a network.
//
// Every file of a version is fetched with the hash that the build wrote down for it, so a version is
// whole and of one piece, or it is not used. The next version is fetched in the background and
// answers from the next page on. To switch all this off for every reader, put sw-off.js in place
// of this file.
//
// Messages in:  "keep-python"   Python has been used: keep that too
// Messages out: "new-data"      to every open page, when this version has other facts than the last

// Filled in by scripts/finish/offline.py: list: address of the list of files; python: of the folder;
// edition: of the edition, from the root of the site; site: of that root, from the edition.
const BUILT = {};
const root = new URL(BUILT.site, self.registration.scope).href;
const KIND = BUILT.edition.slice(0, -1) || "pages";
const MINE = `yaoshi-zhiqi ${new URL(root).pathname} `;
const PAGES = `${MINE}${KIND} ${BUILT.list}`;
const PYTHON = `${MINE}python ${BUILT.python}`;

const at = (path) => new URL(path, root).href;
const named = async (kind) => (await caches.keys()).filter((name) => name.startsWith(`${MINE}${kind} `));

// The list of a version goes in last: a cache without it is not whole.
async function listIn(name) {
  const cache = await caches.open(name);
  return (await cache.match(at(name.slice(`${MINE}${KIND} `.length))))?.json();
}

async function wholeVersions() {
  const names = await named(KIND);
  const lists = await Promise.all(names.map(listIn));
  return names.filter((_, i) => lists[i]);
}

async function drop(names) {
  for (const name of names) await caches.delete(name);
}

async function install() {
  const whole = await wholeVersions();
  await drop((await named(KIND)).filter((name) => name !== PAGES && !whole.includes(name)));
  const response = await ok(fetch(at(BUILT.list), { cache: "no-cache" }));
  const { files, python } = await response.clone().json();
  const cache = await caches.open(PAGES);
  const last = whole.filter((name) => name !== PAGES).at(-1);
  const before = last && { cache: await caches.open(last), files: (await listIn(last)).files };
  for (const file of Object.entries(files)) await keep(cache, before, ...file); // one at a time: the reader's own come first
  if ((await named("python")).length) await keepPython(python);
  await cache.put(at(BUILT.list), response);
  self.skipWaiting(); // not awaited: it may settle only after this event
}

async function keep(cache, before, path, integrity) {
  const address = at(path);
  if (await cache.match(address)) return;
  const same = before?.files[path] === integrity && (await before.cache.match(address));
  await cache.put(address, same || (await whole(address, integrity)));
}

// The file of which the build wrote down the hash: neither a page that a network puts in its place, nor
// a copy of such a page that the browser has kept.
function whole(address, integrity) {
  const by = (cache) => ok(fetch(address, { integrity, cache, redirect: "error", priority: "low" }));
  return by("no-cache").catch(() => by("reload"));
}

async function ok(request) {
  const response = await request;
  if (!response.ok) throw new Error(`${response.url}: HTTP ${response.status}`);
  return response;
}

// files: address → integrity.
async function keepPython(files) {
  const cache = await caches.open(PYTHON);
  for (const [path, integrity] of Object.entries(files)) await keep(cache, null, path, integrity);
}

async function keepThisPython() {
  await keepPython((await (await ok(fetch(at(BUILT.list), { cache: "no-cache" }))).json()).python);
}

// Pages that are open may still ask for scripts of the version before: two versions stay, not more.
async function activate() {
  const others = (await wholeVersions()).filter((name) => name !== PAGES);
  const last = others.at(-1);
  await drop([...(await named(KIND)).filter((name) => name !== PAGES && name !== last)]);
  await drop((await named("python")).filter((name) => name !== PYTHON));
  await self.clients.claim();
  if (!last || (await listIn(last)).data === (await listIn(PAGES)).data) return;
  for (const client of await self.clients.matchAll({ type: "window" })) client.postMessage("new-data");
}

async function answer(request) {
  const { origin, pathname, search } = new URL(request.url);
  const address = origin + pathname;
  // Python that did not start is asked for anew (assets/checker/runtime.js).
  if (address.startsWith(at("assets/runtime/")) && (search || request.cache === "reload")) return fetch(request);
  const here = await (await caches.open(PAGES)).match(address, { ignoreVary: true });
  if (here) return here;
  // Names in assets/ hold the hash of the content: whichever cache has one, it is the right one.
  const kept = address.startsWith(at("assets/")) && (await caches.match(address, { ignoreVary: true }));
  if (kept) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    if (request.mode === "navigate") return Response.redirect(at(`${BUILT.edition}about/offline/`));
    throw error;
  }
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data === "keep-python") event.waitUntil(keepThisPython());
});
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(root)) event.respondWith(answer(event.request));
});
