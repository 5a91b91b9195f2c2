// Draws what the model says: `structure` is embedded once, and `rows` and `description`
// are patched into the view that stands there. One view per place of showing.

// One copy of the drawing library per page, however many charts and kernels there are.
const libraries = (globalThis[Symbol.for("behind-the-match.vega")] ??= new Map());

async function vegaEmbedOf(model) {
  const id = model.get("library").replace("IPY_MODEL_", "");
  const library = await model.widget_manager.get_model(id);
  const version = library.get("version");
  if (!libraries.has(version)) {
    const url = URL.createObjectURL(new Blob([library.get("code")], { type: "text/javascript" }));
    libraries.set(version, import(url).finally(() => URL.revokeObjectURL(url)));
  }
  return (await libraries.get(version)).vegaEmbed;
}

const refuse = async (address) => {
  throw new Error(`A chart of this course loads nothing: ${address}`);
};
const OPTIONS = {
  renderer: "svg", // readable by assistive technology
  actions: false, // its menu leads to a web page
  loader: { load: refuse, sanitize: refuse, http: refuse, file: refuse },
};

const PARTS = ["structure", "rows", "description"];

const PADDING = 5; // pixels around a chart

// Whether letters of a picture are beyond its edge.
function isCutOff(svg) {
  const { left, top, right, bottom } = svg.getBoundingClientRect();
  return [...svg.querySelectorAll("text")].some((text) => {
    const at = text.getBoundingClientRect();
    const beyond = Math.max(left - at.left, top - at.top, at.right - right, at.bottom - bottom);
    return at.width && beyond > 1;
  });
}

// Marks of no rows say nothing: to assistive technology they would be a picture without a name.
function hideEmpty(svg) {
  for (const marks of svg.querySelectorAll("g[aria-roledescription$='mark container']")) {
    if (marks.childElementCount) marks.removeAttribute("aria-hidden");
    else marks.setAttribute("aria-hidden", "true");
  }
}

function patch(view, drawn, before, now) {
  if (now.rows !== before.rows) {
    for (const [name, rows] of Object.entries(now.rows)) {
      if (!drawn.has(name)) continue; // it stands in the picture for other places
      // Copies: Vega writes into the rows it is given, and other views share these.
      const copies = rows.map((row) => (row instanceof Object ? { ...row } : row));
      view.change(name, view.changeset().remove(() => true).insert(copies));
    }
  }
  if (now.description !== before.description) view.description(now.description);
  return view.runAsync();
}

async function render({ model, el }) {
  el.classList.add("btm-picture", "btm-live-chart");
  const vegaEmbed = await vegaEmbedOf(model);
  let embedded = null; // what vegaEmbed returned
  let drawn = new Set(); // the names of its rows
  let shown = {}; // the parts as last drawn
  let stale = true; // the model changed since then
  let slimmed = false; // its plots were too wide for their place
  let left = 0; // pixels that they could not be made slimmer
  let busy = false; // a drawing is under way or about to start
  let closed = false;

  const room = () => el.clientWidth || Infinity; // what is not shown has no width
  const picture = () => el.querySelector("svg.marks");
  const tooWide = (place) => Math.ceil(picture().width.baseVal.value - place);

  // Draw, and return how many pixels each of its plots is too wide.
  async function embed(now, plots, widths) {
    embedded?.finalize();
    embedded = null;
    const narrow = now.room < NARROW;
    const spec = specOf(now, narrow, widths);
    drawn = new Set(namesIn(spec));
    embedded = await vegaEmbed(el, spec, OPTIONS);
    const svg = picture();
    const { left, width } = svg.getBoundingClientRect();
    const whole = svg.width.baseVal.value;
    return plots.map(({ share }, nth) => {
      // Below each other, each has an edge of its own.
      const part = narrow && svg.querySelector(`.plot_${nth}_group`);
      if (!part) return Math.ceil(tooWide(now.room) * share);
      const right = ((part.getBoundingClientRect().right - left) * whole) / width;
      return Math.ceil(right + PADDING - now.room);
    });
  }

  // Letters keep their size: what is too wide is drawn with slimmer plots, and only then scaled.
  async function fit(now) {
    const plots = [...plotsOf(shapedFor(now.room < NARROW, now.structure))];
    let widths = plots.map(({ plot }) => plot.width);
    let beyond = await embed(now, plots, widths);
    let over = tooWide(now.room);
    slimmed = over > 0;
    left = Math.max(0, over);
    let pace = plots.map(() => 1); // what a pixel less brings: letters beside a mark follow slowly
    for (let tries = 0; over > 0 && plots.length && tries < 4; tries += 1) {
      const less = beyond.map((much, nth) => Math.max(0, much / pace[nth]));
      const slimmer = widths.map((width, nth) => width - less[nth]);
      const then = await embed(now, plots, slimmer);
      if (tooWide(now.room) > 0.8 * over) {
        await embed(now, plots, widths); // something else is too wide
        return;
      }
      const brought = less.map((asked, nth) => (asked ? (beyond[nth] - then[nth]) / asked : 1));
      pace = brought.map((part) => Math.min(1, Math.max(0.2, part)));
      [widths, beyond, over] = [slimmer, then, tooWide(now.room)];
      left = Math.max(0, over);
    }
  }

  // Whether another width of the place makes another picture.
  function matters(place) {
    if (!embedded || !el.clientWidth || place === shown.room) return false;
    return Math.min(place, shown.room) < NARROW || slimmed || tooWide(place) > 0;
  }

  async function draw() {
    const now = Object.fromEntries(PARTS.map((part) => [part, model.get(part)]));
    now.room = room();
    if (embedded && now.structure === shown.structure && !matters(now.room)) {
      const { view } = embedded;
      now.room = shown.room;
      await patch(view, drawn, shown, now);
      // New rows may need more place. A picture that would lose letters is laid out anew.
      if (isCutOff(picture())) await view.resize().runAsync();
      if (tooWide(now.room) <= left) {
        shown = now;
        return;
      }
    }
    el.style.minHeight = `${el.offsetHeight}px`; // the page must not jump meanwhile
    await fit(now);
    el.style.minHeight = "";
    shown = now;
  }

  // Changes that arrive while the chart is being drawn wait, and only the last one is drawn.
  async function drawWhileStale() {
    try {
      while (stale && !closed) {
        stale = false;
        await draw();
        hideEmpty(picture());
      }
    } catch (error) {
      el.textContent = `This chart could not be drawn: ${error.message}`;
      embedded = null;
      console.error(error);
    } finally {
      busy = false;
    }
  }

  // One message changes several parts, one event each: draw after the last of them.
  function changed() {
    stale = true;
    if (busy) return;
    busy = true;
    queueMicrotask(drawWhileStale);
  }

  for (const part of PARTS) model.on(`change:${part}`, changed);
  busy = true;
  await drawWhileStale();
  const watch = new ResizeObserver(() => {
    // What is shown again may have got other rows meanwhile.
    if (matters(room()) || (embedded && isCutOff(picture()))) stale = true;
    if (stale) changed();
  });
  watch.observe(el);
  return () => {
    closed = true;
    watch.disconnect();
    for (const part of PARTS) model.off(`change:${part}`, changed);
    embedded?.finalize();
  };
}

export default { render };
