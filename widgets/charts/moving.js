// What moving pictures share: marks, a frame that follows its model, a line that asks one mark.

// Half the size of a mark is 1. Each kind differs by shape as well as by color.
const SHAPES = {
  circle: "M-1 0a1 1 0 1 0 2 0a1 1 0 1 0 -2 0Z",
  square: "M-.88 -.88H.88V.88H-.88Z",
  diamond: "M0 -1.2L1.2 0L0 1.2L-1.2 0Z",
  ring: "M-1 0a1 1 0 1 0 2 0a1 1 0 1 0 -2 0Z",
  triangle: "M0 -1.15L1.1 .85H-1.1Z",
};

// In the picture itself, with colors to fall back on: a saved file has no style sheet. On a page it
// would hold for every picture there, so each rule names the pictures it is for.
const STYLE = `
  text { fill: var(--btm-ink, #1f1f1f); font-size: 12px; }
  .quiet { fill: var(--btm-quiet, #5c5c5c); }
  .strong { font-weight: 600; font-size: 13px; }
  .halo { stroke: var(--btm-paper, #fff); stroke-width: 3px; paint-order: stroke; }
  .circle { fill: var(--btm-blue, #0072b2); stroke: var(--btm-blue, #0072b2); }
  .diamond { fill: var(--btm-green, #007f5c); stroke: var(--btm-green, #007f5c); }
  .square { fill: var(--btm-orange, #e69f00); stroke: var(--btm-edge, #8a5a00); }
  .triangle { fill: var(--btm-ink, #1f1f1f); stroke: var(--btm-ink, #1f1f1f); }
  .ring { fill: var(--btm-paper, #fff); stroke: var(--btm-gray, #6b6b6b); }
  .you { fill: var(--btm-blue, #0072b2); stroke: var(--btm-paper, #fff); }
  .was { fill: var(--btm-paper, #fff); stroke: var(--btm-gray, #6b6b6b); }
  .moved { stroke: var(--btm-ink, #1f1f1f); }
  .ghost { fill: none; stroke: var(--btm-gray, #6b6b6b); stroke-dasharray: 3 2; }
  .line { fill: none; stroke: var(--btm-quiet, #5c5c5c); }
  .in { fill: var(--btm-gray, #6b6b6b); }
  .out { fill: var(--btm-faint, #c4c4c4); }
  .band { fill: var(--btm-band, #0072b233); }
  .end { fill: none; stroke: var(--btm-ink, #1f1f1f); }
  .slot { fill: none; stroke: var(--btm-gray, #6b6b6b); opacity: 0.7; }
  .praise { fill: none; stroke: var(--btm-blue, #0072b2); }
  .warning { fill: none; stroke: var(--btm-edge, #8a5a00); stroke-dasharray: 3 2; }
  .faint { opacity: 0.35; }
  .stopped { opacity: 0.55; stroke-dasharray: 1 4; }
  .chosen { fill: none; stroke: var(--btm-ink, #1f1f1f); }`.replace(/^ +/gm, ".btm-drawn ");

const SVG = "http://www.w3.org/2000/svg";

function svg(tag, attributes = {}, text) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

function html(tag, attributes = {}, text = "") {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = text;
  return made;
}

const text = (x, y, said, kind = "", anchor = "start") =>
  svg("text", { x, y, class: kind, "text-anchor": anchor }, said);

const LETTER = 6.6; // pixels: how wide a letter is in a usual font, about

// Words of a legend, on as many lines as they need; returns the lines and their height.
function legendOf(sentences, x, y, width) {
  const lines = [""];
  for (const word of sentences.join(" ").split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length * LETTER < width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return { marks: lines.map((line, n) => text(x, y + 12 + 16 * n, line, "quiet")), high: 16 * lines.length };
}

const at = (x, y) => `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;

// A mark of a shape, as large as `half` says. What moves it later is its style's transform.
function mark(shape, half, kind = shape) {
  return svg("path", {
    d: SHAPES[shape],
    class: kind,
    "vector-effect": "non-scaling-stroke",
    transform: `scale(${half})`,
  });
}

const UNSEEN = 600; // pixels

// A frame for one picture: as wide as the page lets it, drawn again when the model or the width
// changes, once for all that arrives together.
function frame({ model, el }, draw) {
  el.classList.add("btm-picture", "btm-moving");
  const picture = svg("svg", { class: "marks btm-drawn", role: "img" });
  picture.append(svg("style", {}, STYLE));
  el.append(picture);
  let due = false;
  let width = Math.floor(el.clientWidth) || UNSEEN; // what is not shown yet has no width
  const now = () => {
    due = false;
    picture.setAttribute("aria-label", model.get("description"));
    picture.setAttribute("width", width);
    const height = Math.ceil(draw(width));
    picture.setAttribute("height", height);
    picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
  };
  const soon = () => {
    if (due) return;
    due = true;
    queueMicrotask(now);
  };
  const watch = new ResizeObserver(([entry]) => {
    const seen = Math.floor(entry.contentRect.width);
    if (!seen || seen === width) return;
    width = seen;
    soon();
  });
  watch.observe(el);
  soon();
  model.on("change:rows", soon);
  model.on("change:description", soon);
  const end = () => {
    watch.disconnect();
    model.off("change:rows", soon);
    model.off("change:description", soon);
  };
  return { picture, soon, end };
}

// The mark nearest to where somebody pressed, if one is within so many pixels.
function nearest(picture, event, marks, within) {
  const { left, top, width } = picture.getBoundingClientRect();
  const scale = picture.width.baseVal.value / width; // a zoomed page may have scaled it
  const far = ({ x, y }) =>
    Math.hypot(x - scale * (event.clientX - left), y - scale * (event.clientY - top));
  let best = null;
  for (const mark of marks) if (far(mark) < (best ? far(best) : within)) best = mark;
  return best;
}

// A slider over the marks, in the order they stand in, and what is told about the one chosen.
// `marks` gives all of them, `name` says one in a few words, `choose` shows which it is.
function asking(model, el, { label, invite, marks, name, choose }) {
  const row = html("div", { class: "btm-ask" });
  const id = `btm-ask-${Math.random().toString(36).slice(2)}`;
  const slider = html("input", { type: "range", id, min: 0, "data-lm-suppress-shortcuts": "true" });
  const said = html("output", { for: id }, invite);
  row.append(html("label", { for: id }, label), slider, said);
  el.append(row);
  const same = (one, other) => Object.keys(one).every((key) => one[key] === other[key]);
  const show = () => {
    const all = marks();
    const asked = model.get("asked");
    const nth = all.findIndex((one) => Object.keys(asked).length && same(one, asked));
    slider.max = Math.max(0, all.length - 1);
    if (nth >= 0) slider.value = nth;
    slider.setAttribute("aria-valuetext", nth < 0 ? invite : name(all[nth]));
    choose(nth < 0 ? null : all[nth]);
    // A slow kernel has not answered yet, and what stands there is of the mark before.
    const known = same(asked, model.get("told"));
    const answer = nth < 0 ? invite : known ? model.get("answer") : "…";
    if (said.textContent !== answer) said.textContent = answer;
  };
  const ask = (one) => {
    model.set("asked", one);
    model.save_changes();
    show();
  };
  slider.addEventListener("input", () => ask(marks()[slider.valueAsNumber]));
  const news = "change:answer change:told change:asked";
  model.on(news, show);
  return {
    ask,
    show,
    end() {
      model.off(news, show);
    },
  };
}

