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
const PADDING = 5; // pixels around a chart

// Long names on two lines, the mark beside both: the first space after so many letters ends one.
const IN_LINES = "split(replace(datum.label, regexp('(.{18,}?) '), '$1\\n'), '\\n')";
const HIGHER = { test: `length(${IN_LINES}) > 1`, value: "bottom" };
const NAMES = {
  labelExpr: IN_LINES,
  labelLineHeight: 13,
  labelBaseline: { condition: HIGHER, value: "middle" },
};

// A title on lines of so many letters.
const inLines = (title, most) =>
  [title].flat().join(" ").match(new RegExp(`.{1,${most}}(?: |$)`, "g"));

// A channel whose legend has one entry a line.
const oneByOne = (channel) =>
  channel?.legend ? { ...channel, legend: { ...channel.legend, columns: 1 } } : channel;

function wrapped(spec) {
  const { encoding, layer, title } = spec;
  const made = { ...spec };
  if (title?.text) made.title = { ...title, text: inLines(title.text, 40) };
  else if (title) made.title = inLines(title, 40);
  if (layer) made.layer = layer.map(wrapped);
  if (!encoding) return made;
  made.encoding = Object.fromEntries(
    Object.entries(encoding).map(([name, channel]) => [name, oneByOne(channel)]),
  );
  const { x, y } = made.encoding;
  if (x?.title) made.encoding.x = { ...x, title: inLines(x.title, 28) };
  if (y?.type === "nominal" && y.axis !== null && !y.axis?.labelExpr) {
    made.encoding.y = { ...y, axis: { ...y.axis, ...NAMES } };
  }
  return made;
}

// Only from the second column on does Vega leave room for what stands to the left of a plot.
const NOTHING = { data: { values: [] }, mark: "point", width: 0, height: 0 };

// In a narrow place plots that stand side by side go one below the other, each at the left edge.
function stacked(spec) {
  const { hconcat, vconcat, bounds, ...whole } = spec;
  if (!hconcat && !vconcat) return wrapped(spec);
  if (vconcat) return { ...whole, vconcat: vconcat.map(stacked) };
  const alone = (part) => ({ spacing: 0, hconcat: [NOTHING, stacked(part)] });
  return { ...whole, spacing: 16, vconcat: hconcat.map(alone) };
}

// Whether a plot has a line for each of some names.
const hasNames = ({ encoding, layer }) =>
  [encoding, ...(layer ?? []).map((one) => one.encoding)].some((one) => one?.y?.type === "nominal");

// No plot is made slimmer than so many pixels; one that has a line for each name needs less.
const least = (spec) => (hasNames(spec) ? 100 : 200);

// The plots of a spec that may be made slimmer. Columns of words, and maps without an axis, stay.
function* plotsOf(spec) {
  for (const part of spec.vconcat ?? spec.hconcat ?? []) yield* plotsOf(part);
  const across = [spec, ...(spec.layer ?? [])].map((one) => one.encoding?.x ?? {});
  const stays = ({ type, axis }) => type === "nominal" || (axis === null && !hasNames(spec));
  if (spec.width && !across.some(stays)) yield spec;
}

const EDGE = 20; // pixels: what stands so near to the right edge of a plot, or beyond, keeps to it

// Make a plot no wider than so many pixels, and move along what stands to its right.
function slim(plot, wanted) {
  const most = Math.max(wanted, least(plot));
  const less = plot.width - most;
  if (less <= 0) return;
  for (const { encoding } of plot.layer ?? []) {
    if (encoding?.x?.value > plot.width - EDGE) encoding.x.value -= less;
  }
  plot.width = most;
}

// A chart may bring a picture of its own for narrow places, of the same rows.
const narrowed = ({ usermeta, config, ...wide }) =>
  structuredClone(usermeta?.narrow ? { ...usermeta.narrow, config } : stacked({ ...wide, config }));

// The names of the rows that are drawn in a part of a spec.
function* namesIn(part) {
  if (!(part instanceof Object)) return;
  if (part.data?.name) yield part.data.name;
  for (const inner of Object.values(part)) yield* namesIn(inner);
}

// The spec for a place, with the widths wanted for its plots; without them, for a wide place.
function specOf({ structure, rows, description }, widths) {
  const { usermeta, ...wide } = structure;
  const shaped = widths ? narrowed(structure) : structuredClone(wide);
  if (widths) {
    [...plotsOf(shaped)].forEach((plot, nth) => {
      slim(plot, widths[nth]);
      if (plot !== shaped) plot.name = `plot_${nth}`;
    });
    Object.assign((shaped.config.legend ??= {}), { columns: 1, direction: "vertical" });
    Object.assign((shaped.config.title ??= {}), { frame: "bounds" });
  }
  return { ...shaped, datasets: structuredClone(rows), description };
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
  let busy = false; // a drawing is under way or about to start
  let closed = false;

  const room = () => el.clientWidth || Infinity; // what is not shown yet has no width

  // Draw, and return how many pixels it is too wide, and each of its plots.
  async function embed(now, widths) {
    embedded?.finalize();
    embedded = null;
    const spec = specOf(now, widths);
    drawn = new Set(namesIn(spec));
    embedded = await vegaEmbed(el, spec, OPTIONS);
    const svg = el.querySelector("svg.marks");
    const { left, width } = svg.getBoundingClientRect();
    const whole = svg.width.baseVal.value;
    const beyond = (part) => {
      const right = ((part.getBoundingClientRect().right - left) * whole) / width;
      return Math.ceil(right + PADDING - now.room);
    };
    const plots = (widths ?? []).map((_, nth) => svg.querySelector(`.plot_${nth}_group`));
    const over = Math.ceil(whole - now.room);
    return { over, plots: plots.map((plot) => (plot ? beyond(plot) : over)) };
  }

  // Letters keep their size: what is too wide is drawn with slimmer plots, and only then scaled.
  async function fit(now) {
    let widths = [...plotsOf(narrowed(now.structure))].map(({ width }) => width);
    let found = await embed(now, widths);
    for (let tries = 0; found.over > 0 && widths.length && tries < 4; tries += 1) {
      const slimmer = widths.map((width, nth) => width - Math.max(0, found.plots[nth]));
      const then = await embed(now, slimmer);
      if (then.over > 0.8 * found.over) {
        await embed(now, widths); // something else is too wide
        return;
      }
      [widths, found] = [slimmer, then];
    }
  }

  async function draw() {
    const now = Object.fromEntries(PARTS.map((part) => [part, model.get(part)]));
    now.room = room() < NARROW ? room() : Infinity;
    if (embedded && now.structure === shown.structure && now.room === shown.room) {
      await patch(embedded.view, drawn, shown, now);
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
