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

const NARROW = 560; // pixels: from here on plots stand side by side

// Long names on two lines: the first space after so many letters becomes the end of a line.
const IN_LINES = "split(replace(datum.label, regexp('(.{18,}?) '), '$1\\n'), '\\n')";

// A title on lines of so many letters.
const inLines = (title) => (typeof title === "string" ? title.match(/.{1,40}(?: |$)/g) : title);

function wrapped(spec) {
  const { encoding, layer, title } = spec;
  const made = { ...spec };
  if (title) made.title = title.text ? { ...title, text: inLines(title.text) } : inLines(title);
  if (layer) made.layer = layer.map(wrapped);
  const { x, y } = encoding ?? {};
  if (x?.title) made.encoding = { ...encoding, x: { ...x, title: inLines(x.title) } };
  if (y?.type === "nominal" && y.axis !== null && !y.axis?.labelExpr) {
    const axis = { ...y.axis, labelExpr: IN_LINES, labelLineHeight: 13 };
    made.encoding = { ...(made.encoding ?? encoding), y: { ...y, axis } };
  }
  return made;
}

// In a narrow place plots that stand side by side go one below the other.
function stacked(spec) {
  const { hconcat, vconcat, ...whole } = spec;
  if (!hconcat && !vconcat) return wrapped(spec);
  const below = hconcat ? { bounds: "full", spacing: 16 } : {};
  return { ...whole, ...below, vconcat: (hconcat ?? vconcat).map(stacked) };
}

// No plot is made slimmer than so many pixels; one that has a line for each name needs less.
const least = ({ encoding, layer }) =>
  [encoding, ...(layer ?? []).map((one) => one.encoding)].some((one) => one?.y?.type === "nominal")
    ? 100
    : 200;

// The plots of a spec that may be made slimmer. Columns of words, and maps without an axis, stay.
function* plotsOf(spec) {
  for (const part of spec.vconcat ?? []) yield* plotsOf(part);
  const across = [spec, ...(spec.layer ?? [])].map((one) => one.encoding?.x ?? {});
  const stays = across.some(({ type, axis }) => type === "nominal" || axis === null);
  if (spec.width && !stays) yield spec;
}

// Make a plot no wider than so many pixels, and move along what stands to its right.
function slim(plot, wanted) {
  const most = Math.max(wanted, least(plot));
  const less = plot.width - most;
  if (less <= 0) return;
  for (const { encoding } of plot.layer ?? []) {
    if (encoding?.x?.value > plot.width) encoding.x.value -= less;
  }
  plot.width = most;
}

function specOf({ structure, rows, description }, most) {
  const shaped = structuredClone(most === null ? structure : stacked(structure));
  if (most !== null) {
    for (const plot of plotsOf(shaped)) slim(plot, most);
    Object.assign((shaped.config.legend ??= {}), { columns: 1, direction: "vertical" });
  }
  return { ...shaped, datasets: structuredClone(rows), description };
}

function patch(view, before, now) {
  if (now.rows !== before.rows) {
    for (const [name, rows] of Object.entries(now.rows)) {
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
  let shown = {}; // the parts as last drawn
  let stale = true; // the model changed since then
  let busy = false; // a drawing is under way or about to start
  let closed = false;

  const room = () => el.clientWidth || Infinity; // what is not shown yet has no width

  // Draw, and return how many pixels it is too wide.
  async function embed(now, most) {
    embedded?.finalize();
    embedded = null;
    embedded = await vegaEmbed(el, specOf(now, most), OPTIONS);
    return Math.ceil(el.querySelector("svg.marks").width.baseVal.value - now.room);
  }

  // Letters keep their size: what is too wide is drawn with slimmer plots, and only then scaled.
  async function fit(now) {
    let most = Math.max(0, ...[...plotsOf(stacked(now.structure))].map(({ width }) => width));
    let over = await embed(now, most);
    for (let tries = 0; over > 0 && most > 0 && tries < 3; tries += 1) {
      const before = over;
      over = await embed(now, most - over);
      if (over > 0.8 * before) {
        await embed(now, most); // something else is too wide
        return;
      }
      most -= before;
    }
  }

  async function draw() {
    const now = Object.fromEntries(PARTS.map((part) => [part, model.get(part)]));
    now.room = room() < NARROW ? room() : Infinity;
    if (embedded && now.structure === shown.structure && now.room === shown.room) {
      await patch(embedded.view, shown, now);
    } else {
      el.style.minHeight = `${el.offsetHeight}px`; // the page must not jump meanwhile
      if (now.room < Infinity) await fit(now);
      else await embed(now, null);
      el.style.minHeight = "";
    }
    shown = now;
  }

  // Changes that arrive while the chart is being drawn wait, and only the last one is drawn.
  async function drawWhileStale() {
    try {
      while (stale && !closed) {
        stale = false;
        await draw();
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
    const width = room() < NARROW ? room() : Infinity;
    if (el.clientWidth && width !== shown.room) stale = true;
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
