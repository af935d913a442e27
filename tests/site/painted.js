// Every text of the page that no eye can see, and every day and file that is broken over two lines:
// [{why, text, at}], and which exceptions were needed.
// exceptions: selectors of what may be hidden. everywhere: each line at four points; else one point of a text
// is enough, where the same page was looked at in other colours. Opens what is folded.
([exceptions, everywhere]) => {
  const PRECISE = 2; // pixels
  const SMALL = 6; // pixels of a font
  const FAINT = 0.2; // of opacity
  const ALIKE = 1.3; // contrast of a text and its ground
  const ONE_LINE = /\d{4}-\d\d-\d\d|\d{4}年\d{1,2}月(\d{1,2}日)?|\d{1,2}月\d{1,2}日/g;
  const AS_IT_CAME = ".whole-text, textarea, pre"; // a text of the reader's own
  const every = document.createElement("style");
  every.textContent = "* { pointer-events: auto !important; }"; // else a hit passes through
  document.head.append(every);
  for (const folded of document.querySelectorAll("details")) folded.open = true;

  const found = [];
  const used = new Set();
  const styles = new Map();
  const judged = new Set(); // elements whose text stands out from its ground
  const style = (element) => styles.get(element) ?? styles.set(element, getComputedStyle(element)).get(element);
  const chain = function* (element) {
    for (; element; element = element.parentElement) yield element;
  };

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (!/[^\s\u200b]/.test(node.data) || element.closest("script, style, template")) continue;
    const why = hiddenBy(node, element) || brokenIn(node, element);
    if (!why) continue;
    const excused = exceptions.filter((selector) => element.closest(selector));
    excused.forEach((selector) => used.add(selector));
    if (!excused.length) found.push({ why, text: node.data.trim().slice(0, 40), at: place(element) });
  }
  every.remove();
  return { found, used: [...used] };

  function hiddenBy(node, element) {
    if (!element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })) return "not displayed";
    let opacity = 1;
    for (const one of chain(element)) {
      const { opacity: own, filter, maskImage } = style(one);
      opacity *= Number(own) * Number(/opacity\(([\d.]+)\)/.exec(filter)?.[1] ?? 1);
      if (maskImage !== "none") return "masked";
    }
    if (opacity < FAINT) return "transparent";
    if (parseFloat(style(element).fontSize) < SMALL) return "too small";
    const range = document.createRange();
    const text = node.data.trim();
    range.setStart(node, node.data.indexOf(text));
    range.setEnd(node, node.data.indexOf(text) + text.length);
    // What stands in a field is drawn in a tree of the browser's own: its box is looked at.
    const rects = () => (element.matches("textarea") ? element : range).getClientRects();
    const lines = rects();
    if (!lines.length) return "takes no room";
    const large = [...lines].flatMap(({ width, height }, i) => (width < PRECISE || height < PRECISE ? [] : [i]));
    if (!large.length) return "a pixel or less";
    for (const i of everywhere ? large : large.slice(0, 1)) {
      for (const [across, down] of everywhere ? [[0, 0.5], [0.5, 0.3], [0.5, 0.7], [1, 0.5]] : [[0, 0.5]]) {
        const point = () => {
          const { left, width, top, height } = rects()[i];
          const inset = Math.min(4, width / 3);
          return [left + inset + (width - 2 * inset) * across, top + height * down];
        };
        const why = unseen(element, point);
        if (why) return why;
      }
    }
    return "";
  }

  function brokenIn(node, element) {
    if (element.closest(AS_IT_CAME)) return "";
    const range = document.createRange();
    for (const { 0: day, index } of node.data.matchAll(ONE_LINE)) {
      range.setStart(node, index);
      range.setEnd(node, index + day.length);
      if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) return `${day} stands on two lines`;
    }
    return "";
  }

  // Why a point of a text is not seen where it stands: tried where the page happens to be scrolled
  // to, then in the middle of the window and in its lower part, past whatever stays in place above it or
  // beside it.
  function unseen(element, point) {
    let why = probe(element, ...point());
    for (const part of [0.5, 0.8]) {
      if (!why) return "";
      scrollBy(0, point()[1] - innerHeight * part);
      slideTo(element, point, part === 0.8);
      why = probe(element, ...point());
    }
    return why;
  }

  function slideTo(element, point, toTheMiddle) {
    for (const one of chain(element)) {
      if (!/auto|scroll/.test(style(one).overflowX) || one === document.documentElement || one === document.body) continue;
      const { left, right } = one.getBoundingClientRect();
      const [x] = point();
      if (toTheMiddle || x < left || x > right) one.scrollLeft += x - (left + right) / 2;
    }
  }

  function probe(element, x, y) {
    if (x < 0 || x > innerWidth || y < 0 || y > innerHeight) return "off the screen";
    if (judged.has(element) && document.elementFromPoint(x, y) === element) return ""; // on top: cheaper than the whole stack
    const stack = document.elementsFromPoint(x, y);
    const own = stack.indexOf(element);
    if (own < 0) return "clipped";
    const cover = stack.slice(0, own).find(opaque);
    if (cover) return `covered by ${place(cover)}`;
    if (contrast(element, stack.slice(own)) < ALIKE) return "the colour of its ground";
    if (!(element instanceof SVGElement)) judged.add(element); // in a drawing the ground changes below a text
    return "";
  }

  function opaque(element) {
    if (/^(img|video|canvas|iframe|input|textarea|select)$/i.test(element.tagName) && style(element).opacity > 0.5) return true;
    return colour(ground(element))[3] * style(element).opacity > 0.5;
  }

  function ground(element) {
    return element instanceof SVGElement && !(element instanceof SVGSVGElement)
      ? /^(text|tspan|line)$/.test(element.tagName) ? "transparent" : style(element).fill
      : style(element).backgroundColor;
  }

  function contrast(element, below) {
    const { color, fill, webkitTextFillColor } = style(element);
    const text = colour(element instanceof SVGElement ? fill : webkitTextFillColor || color);
    const layers = [];
    for (const one of below) {
      if (style(one).backgroundImage !== "none") return Infinity; // a picture: judged by eye
      layers.push(colour(ground(one)));
      if (layers.at(-1)[3] === 1) break;
    }
    const under = layers.reduceRight(blend, [255, 255, 255, 1]);
    const [one, other] = [luminance(blend(under, text)), luminance(under)];
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }

  function colour(text) {
    const [r = 0, g = 0, b = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
    return /^(none|transparent)$/.test(text) ? [0, 0, 0, 0] : [r, g, b, alpha];
  }

  function blend(under, over) {
    return [0, 1, 2].map((i) => under[i] * (1 - over[3]) + over[i] * over[3]).concat(1);
  }

  function luminance(rgb) {
    const [r, g, b] = rgb.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  function place(element) {
    const names = [...chain(element)].slice(0, 4).reverse();
    return names.map((one) => one.tagName.toLowerCase() + (one.id ? `#${one.id}` : "") + [...one.classList].map((name) => `.${name}`).join("")).join(" > ");
  }
}
