// Python's memory just after its start, as it was when the site was built (scripts/runtime/memory.py): Python
// goes on from there instead of starting. What is sent is how it differs from the data of compiled Python.

const WORD = 4; // bytes
const NUMBERS = 5;

/** What `packed` (ArrayBuffer, as scripts/runtime/memory.py describes it) makes: {memory: what Pyodide takes
    up, fill(compiled, begins): to be called before, with a memory in which compiled Python has put its data,
    and where they begin}. */
export function unpacked(packed) {
  const [head, size, data, page, count] = new Uint32Array(packed, 0, NUMBERS);
  const places = new Uint32Array(packed, NUMBERS * WORD, count);
  const headAt = (NUMBERS + count) * WORD;
  const memory = new Uint8Array(head + size);
  memory.set(new Uint8Array(packed, headAt, head));
  function fill(compiled, begins) {
    memory.set(compiled.subarray(begins, begins + data), head + begins);
    places.forEach((place, i) => {
      const found = new Uint32Array(memory.buffer, head + place * page, page / WORD);
      const differs = new Uint32Array(packed, headAt + head + i * page, page / WORD);
      for (let at = 0; at < found.length; at++) found[at] ^= differs[at];
    });
    release(new Uint8Array(packed));
  }
  return { memory, fill };
}

// Gives the bytes back at once: left to the collector of garbage, they may stay for minutes.
export function release(bytes) {
  bytes.buffer.transfer?.(0);
}
