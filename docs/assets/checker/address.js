// The address of what was answered. WebKit throws when an address is changed more than about a hundred
// times in some seconds, as a slider or one link after another does: the answer must not be lost for
// that, nor an older link be passed on.
const AGAIN = 1000; // milliseconds

let pending = null; // {address, from}: what the bar is to say instead of what it says

/** Puts `path` (with its fragment) into the address bar: at once, or as soon as the browser lets it. */
export function putAddress(path) {
  pending = { address: new URL(path, location.href).href, from: location.href };
  put(pending);
}

/** What is to be passed on: the address last put here, even where the bar is not so far. */
export const answeredAddress = () => (waits(pending) ? pending.address : location.href);

// Not where another link has been opened meanwhile.
const waits = (one) => one !== null && one === pending && one.from === location.href;

function put(one) {
  if (!waits(one)) return;
  try {
    history.replaceState(history.state, "", one.address);
    pending = null;
  } catch {
    setTimeout(put, AGAIN, one);
  }
}
