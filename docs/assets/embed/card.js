// Every card: the looks that the host page asks for, and its height told to the host alone.
// ?theme=light|dark (else as the device) &accent=RRGGBB &host=<origin of the page around the card>
const asked = new URLSearchParams(location.search);
const root = document.documentElement;

if (["light", "dark"].includes(asked.get("theme"))) root.dataset.theme = asked.get("theme");

const accent = asked.get("accent") ?? "";
if (/^[0-9a-f]{6}$/i.test(accent)) {
  root.style.setProperty("--accent", `#${accent}`);
  root.style.setProperty("--on-accent", isLight(accent) ? "#000" : "#fff");
}

// Relative luminance (WCAG 2): above 0.179 black stands out better than white.
function isLight(hex) {
  const [red, green, blue] = [0, 2, 4]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179;
}

function originOf(address) {
  try {
    return new URL(address).origin;
  } catch {
    return ""; // no address at all
  }
}

const host = originOf(asked.get("host"));
if (host.startsWith("http") && parent !== window) {
  const tell = () => parent.postMessage({ zhiqiHeight: Math.ceil(document.body.getBoundingClientRect().height) }, host);
  new ResizeObserver(tell).observe(document.body);
}
