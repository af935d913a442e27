// Keeps the site on the device (sw.js) for when there is no network; says when newer facts have
// come; and lets the reader switch it off (about/offline.md).
import { OFF, switchedOff } from "./switch.js";
import { whenShown } from "./theme.js";

const QUIET_MS = 1000;
const workers = navigator.serviceWorker; // not there on plain http
const { base } = JSON.parse(document.getElementById("__config").textContent);
const root = new URL(base.replace(/\/*$/, "/"), location);
const worker = new URL("sw.js", root);
// The other edition, and the caches of both (scripts/finish/sw.js).
const traditional = document.documentElement.lang === "zh-Hant";
const site = traditional ? new URL("..", root) : root;
const other = traditional ? site : new URL("hant/", root);
const MINE = `yaoshi-zhiqi ${site.pathname} `;
const OTHERS = `${MINE}${traditional ? "pages" : "hant"} `;

// Python that starts or an answer on its way needs the network and the processor that a copy would take.
function quiet() {
  const { earlyPython, pythonOfPage } = globalThis;
  const starting = earlyPython || (pythonOfPage?.started && !pythonOfPage.ready);
  return !starting && !document.querySelector("[data-state=loading]");
}

function whenQuiet(run) {
  const idle = globalThis.requestIdleCallback ?? setTimeout;
  setTimeout(() => (quiet() ? idle(run) : whenQuiet(run)), QUIET_MS);
}

async function keep() {
  if (navigator.connection?.saveData && !workers.controller) return;
  try {
    const registration = await workers.register(worker, { updateViaCache: "none" });
    if (workers.controller) await registration.update();
    if (registration.active) await forget(other, OTHERS); // the device keeps the edition that is read
  } catch {
    const { status } = await fetch(worker, { cache: "no-store" }).catch(() => ({}));
    if ([404, 410].includes(status)) await leave(); // this site no longer keeps anything
  }
}

async function forget(edition, kept) {
  const registration = await workers.getRegistration(edition);
  if (registration?.scope !== edition.href) return;
  await registration.unregister();
  for (const name of await caches.keys()) if (name.startsWith(kept)) await caches.delete(name);
}

async function leave() {
  await forget(root, MINE);
  await forget(other, MINE);
}

function sayNewData() {
  if (document.querySelector("[data-new-data]")) return;
  const bar = document.createElement("div");
  const open = document.createElement("button");
  open.type = "button";
  open.className = "md-button md-button--primary";
  open.textContent = "打开新的";
  open.addEventListener("click", () => location.reload());
  bar.className = "new-data md-typeset";
  bar.dataset.newData = "";
  bar.setAttribute("role", "status");
  bar.append("有新的数据。", open);
  document.body.append(bar);
}

function attachSwitch(box) {
  const [said, button] = [box.querySelector("output"), box.querySelector("button")];
  const tell = () => {
    const off = switchedOff();
    said.textContent = off ? "这台设备上没有离线保存。" : workers.controller ? "这台设备上已经存好。" : "";
    button.textContent = off ? "重新打开离线保存" : "关掉离线保存，删掉已存的";
  };
  button.addEventListener("click", async () => {
    if (switchedOff()) {
      localStorage.removeItem(OFF);
      await keep();
    } else {
      localStorage.setItem(OFF, "");
      await leave();
    }
    tell();
  });
  workers.addEventListener("controllerchange", tell);
  tell();
  box.hidden = false;
}

if (workers) {
  workers.addEventListener("message", ({ data }) => data === "new-data" && sayNewData());
  if (!switchedOff()) addEventListener("load", () => whenQuiet(keep));
  whenShown(() => {
    const box = document.querySelector("[data-offline-switch]");
    if (box) attachSwitch(box);
  });
}
