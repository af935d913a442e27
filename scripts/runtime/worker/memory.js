// Python's memory just after its start, kept on this device: the next visit goes on from there
// instead of starting Python once more. It is made before the first question is read, so nothing
// that a reader typed is in it. Kept under the address of this very runtime, for this very browser,
// with its hash; whatever does not fit is passed over, and Python starts as if it were not there.
// `cache`: the name of the cache, in which there is nothing else.

const PAGE = 4096; // bytes; pages of zeros, more than half, are not kept

// The memory kept for the runtime at `address`: {memory, about}, or null.
export async function recalled(cache, address) {
  try {
    const kept = await caches.match(address, { cacheName: cache });
    if (!kept) return null;
    const packed = await kept.arrayBuffer();
    if ((await sha256(packed)) === kept.headers.get("x-sha256")) {
      const { about, memory } = unpacked(packed);
      if (about.engine === navigator.userAgent) return { about, memory };
    }
  } catch {
    // no cache here (not https, a private window), or not enough memory
  }
  await forget(cache);
  return null;
}

// Keeps `memory` (Uint8Array) in place of whatever was kept before. `about` is any JSON.
export async function keep(cache, address, memory, about) {
  try {
    const packed = pack(memory, { ...about, engine: navigator.userAgent });
    const response = new Response(packed, { headers: { "x-sha256": await sha256(packed) } });
    await forget(cache);
    await (await caches.open(cache)).put(address, response);
    release(packed);
  } catch {
    // no cache here, or no room in it: the next start is a plain one
  }
}

// Gives the bytes back at once: left to the collector of garbage, they may stay for minutes.
export function release(bytes) {
  bytes.buffer.transfer?.(0);
}

export async function forget(cache) {
  await globalThis.caches?.delete(cache).catch(() => {});
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Packed: the length of a JSON text (4 bytes), the text {about, size, pages}, then those pages.
function pack(memory, about) {
  const pages = [];
  for (let at = 0; at < memory.length; at += PAGE) {
    const words = new BigUint64Array(memory.buffer, memory.byteOffset + at, Math.min(PAGE, memory.length - at) >> 3);
    if (words.some((word) => word !== 0n)) pages.push(at / PAGE);
  }
  const head = new TextEncoder().encode(JSON.stringify({ about, size: memory.length, pages }));
  const packed = new Uint8Array(4 + head.length + pages.length * PAGE);
  new DataView(packed.buffer).setUint32(0, head.length);
  packed.set(head, 4);
  pages.forEach((page, i) => {
    packed.set(memory.subarray(page * PAGE, (page + 1) * PAGE), 4 + head.length + i * PAGE);
  });
  return packed;
}

function unpacked(buffer) {
  const start = 4 + new DataView(buffer).getUint32(0);
  const { about, size, pages } = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, start - 4)));
  const memory = new Uint8Array(size);
  pages.forEach((page, i) => {
    const at = start + i * PAGE;
    memory.set(new Uint8Array(buffer, at, Math.min(PAGE, size - page * PAGE)), page * PAGE);
  });
  return { about, memory };
}
