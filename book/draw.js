// Draws the pictures named in this page, with what draws them for a learner, and leaves their SVG in
// the page. It asks nobody for anything.

const WIDTH = 720; // pixels: a little more than the text of a page is wide

const textOf = (id) => document.getElementById(id).textContent;
const moduleOf = (code) => import(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));

// A model as far as a drawing asks it: nobody changes it.
const modelOf = (state) => ({
  get: (name) => state[name],
  set: () => {},
  on: () => {},
  off: () => {},
  save_changes: () => {},
});

async function chart({ structure, rows, description }, vegaEmbed) {
  const spec = { ...structure, datasets: rows, description };
  const el = document.createElement("div");
  document.body.append(el);
  const { view } = await vegaEmbed(el, spec, { renderer: "svg", actions: false });
  return view.toSVG();
}

async function moving(script, state) {
  const el = document.createElement("div");
  el.style.width = `${WIDTH}px`;
  document.body.append(el);
  const { default: drawing } = await moduleOf(script);
  drawing.render({ model: modelOf({ ...state, falls: false, plays: false }), el });
  await new Promise((done) => setTimeout(done, 50)); // it draws once what has come is read
  return new XMLSerializer().serializeToString(el.querySelector("svg.marks")); // with its namespace
}

const drawn = [];
try {
  const { vegaEmbed } = await moduleOf(textOf("vega"));
  for (const { spec, script, state } of JSON.parse(textOf("pictures"))) {
    drawn.push(spec ? await chart(spec, vegaEmbed) : await moving(script, state));
  }
  document.getElementById("drawn").textContent = JSON.stringify(drawn);
} catch (error) {
  document.getElementById("wrong").textContent = String(error.stack ?? error);
}
