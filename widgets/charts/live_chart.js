// Draws what the model says: `structure` is embedded once, and `rows`, `signals` and
// `description` are patched into the view that stands there. One view per place of showing.

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

const PARTS = ["structure", "rows", "signals", "description"];

function specOf({ structure, rows, signals, description }) {
  const spec = structuredClone({ ...structure, datasets: rows, description });
  for (const param of spec.params ?? []) {
    if (param.name in signals) param.value = signals[param.name];
  }
  return spec;
}

function patch(view, before, now) {
  for (const [name, value] of Object.entries(now.signals)) {
    if (value !== before.signals[name]) view.signal(name, value);
  }
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

  async function draw() {
    const now = Object.fromEntries(PARTS.map((part) => [part, model.get(part)]));
    if (embedded && now.structure === shown.structure) {
      await patch(embedded.view, shown, now);
    } else {
      el.style.minHeight = `${el.offsetHeight}px`; // the page must not jump meanwhile
      embedded?.finalize();
      embedded = null;
      embedded = await vegaEmbed(el, specOf(now), OPTIONS);
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
  return () => {
    closed = true;
    for (const part of PARTS) model.off(`change:${part}`, changed);
    embedded?.finalize();
  };
}

export default { render };
