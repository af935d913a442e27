// Python's memory just after its start, as it was when the site was built (scripts/runtime/memory.py): Python
// goes on from there instead of starting. What is sent is how it differs from the data of compiled Python.

const WORD = 4; // bytes
const NUMBERS = 5;

/** What `packed` (ArrayBuffer, as scripts/runtime/memory.py describes it) makes: {saved: what Pyodide takes up,
    begin(memory, begins): to be called before, with the WebAssembly.Memory in which compiled Python has put its
    data, and where they begin}. */
export function unpacked(packed) {
  const [headBytes, size, dataBytes, page, count] = new Uint32Array(packed, 0, NUMBERS);
  const places = new Uint32Array(packed, NUMBERS * WORD, count);
  const headAt = (NUMBERS + count) * WORD;
  const head = new Uint8Array(packed.slice(headAt, headAt + headBytes));
  let memory, begins, data;

  function begin(of, at) {
    [memory, begins] = [of, at];
    data = new Uint8Array(memory.buffer, begins, dataBytes).slice();
  }

  function putInPlace() {
    const whole = new Uint8Array(memory.buffer, 0, size);
    const end = begins + dataBytes;
    whole.fill(0, 0, begins).set(data, begins);
    whole.fill(0, end);
    places.forEach((place, i) => {
      const at = place * page;
      const differs = new Uint8Array(packed, headAt + headBytes + i * page, page);
      if (at < end) for (let byte = 0; byte < page; byte++) whole[at + byte] ^= differs[byte];
      else whole.set(differs, at);
    });
    release(new Uint8Array(packed));
    release(data);
  }

  // Pyodide would have one array, head and memory: it makes a memory as long as that, reads the head, cuts the
  // rest off and copies it. The rest is put in place when it is cut off; twelve million bytes are not made first.
  function subarray(from, to) {
    if (from >= headBytes) putInPlace();
    return Uint8Array.prototype.subarray.call(head, from, to);
  }
  const saved = Object.defineProperties(head, { length: { value: headBytes + size }, subarray: { value: subarray } });
  return { saved, begin };
}

// Gives the bytes back at once: left to the collector of garbage, they may stay for minutes.
function release(bytes) {
  bytes.buffer.transfer?.(0);
}
