// How the spec of a chart is shaped for the place that it has on the page.

const NARROW = 560; // pixels: from here on plots stand side by side

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

// The plots of a spec that may be made slimmer, each with its share of what is too much in its
// row. Columns of words, and maps without an axis, stay.
function* plotsOf(spec, share = 1) {
  const parts = spec.vconcat ?? spec.hconcat ?? [];
  const beside = spec.hconcat ? parts.filter((part) => [...plotsOf(part)].length).length : 1;
  for (const part of parts) yield* plotsOf(part, share / beside);
  const across = [spec, ...(spec.layer ?? [])].map((one) => one.encoding?.x ?? {});
  const stays = ({ type, axis }) => type === "nominal" || (axis === null && !hasNames(spec));
  if (spec.width && !across.some(stays)) yield { plot: spec, share };
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

// A copy of a chart for a place, which may be narrow. There it may bring a picture of its own, of
// the same rows.
function shapedFor(narrow, { usermeta, ...wide }) {
  if (!narrow) return structuredClone(wide);
  const { config } = wide;
  return structuredClone(usermeta?.narrow ? { ...usermeta.narrow, config } : stacked(wide));
}

// The names of the rows that are drawn in a part of a spec.
function* namesIn(part) {
  if (!(part instanceof Object)) return;
  if (part.data?.name) yield part.data.name;
  for (const inner of Object.values(part)) yield* namesIn(inner);
}

// The spec for a place, with the widths wanted for its plots.
function specOf({ structure, rows, description }, narrow, widths) {
  const shaped = shapedFor(narrow, structure);
  [...plotsOf(shaped)].forEach(({ plot }, nth) => {
    slim(plot, widths[nth]);
    if (plot !== shaped) plot.name = `plot_${nth}`;
  });
  if (narrow) {
    Object.assign((shaped.config.legend ??= {}), { columns: 1, direction: "vertical" });
    Object.assign((shaped.config.title ??= {}), { frame: "bounds" });
  }
  return { ...shaped, datasets: structuredClone(rows), description };
}
