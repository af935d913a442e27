// Parts of the checker that are fetched when first asked for, so that other pages get no heavier:
// operation → the archive beside this script (PARTS in scripts/runtime/package.py).
import { here, LoadError } from "./downloads.js";

const PARTS = { notice: "notice.zip" };
const fetched = new Map();

// Resolves when all that `request` needs is there; `add(name, buffer)` hands an archive to Python.
export async function partsFor(request, add) {
  const name = PARTS[operation(request)];
  if (!name) return;
  if (!fetched.has(name)) fetched.set(name, take(name, add));
  try {
    await fetched.get(name);
  } catch (error) {
    fetched.delete(name);
    throw error;
  }
}

// Only a text that may be such a request is read a second time.
function operation(request) {
  if (!Object.keys(PARTS).some((name) => request.includes(`"${name}"`))) return null;
  try {
    return JSON.parse(request).op;
  } catch {
    return null;
  }
}

async function take(name, add) {
  const response = await fetch(here + name).catch((error) => {
    throw new LoadError("network", `${name}: ${error}`);
  });
  if (!response.ok) throw new LoadError("network", `${name}: HTTP ${response.status}`);
  add(name, await response.arrayBuffer());
}
