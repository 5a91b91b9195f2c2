// More kinds of controls for fields.js, to which this file is appended: text, copy, download.

KINDS.text = ({ model, label }) => {
  const lines = model.get("lines");
  const box = field(lines > 1 ? "textarea" : "input", { autocomplete: "off", spellcheck: "false" });
  if (lines > 1) box.rows = lines;
  else box.type = "text";
  label.htmlFor = box.id;
  const typed = () => box.value !== model.get("text") && send(model, { text: box.value });
  box.addEventListener("blur", typed);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    if (lines > 1) event.stopPropagation(); // JupyterLab would keep the key for itself
    // Not when Enter picks a word while composing, nor again and again while it is held down.
    else if (!event.isComposing && !event.repeat) {
      typed();
      send(model, { submits: model.get("submits") + 1 });
    }
  });
  return {
    row: [label, box],
    fields: [box],
    invalid: box,
    parts: ["text"],
    follow() {
      if (box.value !== model.get("text")) box.value = model.get("text");
    },
  };
};

// A button for what only the browser can do. What goes wrong is said under it.
function deed(model, act) {
  const button = field("button", { type: "button" });
  button.addEventListener("click", async () => {
    send(model, { help: "", problem: "" });
    try {
      await act();
    } catch (error) {
      send(model, { problem: error.message });
    }
  });
  return {
    row: [button],
    fields: [button],
    parts: [],
    follow() {
      button.textContent = model.get("label");
    },
  };
}

const other = (model, name) =>
  model.widget_manager.get_model(model.get(name).replace("IPY_MODEL_", ""));

KINDS.copy = ({ model }) =>
  deed(model, async () => {
    const box = await other(model, "box");
    try {
      await navigator.clipboard.writeText(box.get("text"));
    } catch {
      throw new Error(model.get("refused"));
    }
    send(model, { help: model.get("done") });
  });

// The picture as it stands on the page, drawn by Vega as SVG, with its sentence as its title.
async function drawnSvg(model) {
  const chart = await other(model, "chart");
  const views = await Promise.all(Object.values(chart.views ?? {}));
  const found = views.map((view) => view.el.querySelector("svg.marks")).filter((svg) => svg?.isConnected);
  if (found.length === 0) throw new Error(model.get("missing"));
  const svg = found[0].cloneNode(true);
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
  title.textContent = chart.get("description");
  svg.prepend(title);
  return { svg, text: new XMLSerializer().serializeToString(svg) };
}

async function pngOf({ svg, text }) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const sharp = 2; // pixels of the file per pixel of the page
  const canvas = document.createElement("canvas");
  canvas.width = sharp * svg.width.baseVal.value;
  canvas.height = sharp * svg.height.baseVal.value;
  const paper = canvas.getContext("2d");
  paper.fillStyle = "white";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((tell) => canvas.toBlob(tell, "image/png"));
}

KINDS.download = ({ model }) => {
  const offer = (blob) => {
    const link = make("a", { download: model.get("file_name") });
    link.href = URL.createObjectURL(blob);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
  let awaited = false; // this view asked for the text, not another view of the same button
  const shown = deed(model, async () => {
    const form = model.get("form");
    if (form === "text") {
      awaited = true;
      send(model, { presses: model.get("presses") + 1 });
      return;
    }
    const drawn = await drawnSvg(model);
    offer(form === "png" ? await pngOf(drawn) : new Blob([drawn.text], { type: "image/svg+xml" }));
  });
  let last = model.get("made");
  const name = shown.follow;
  shown.parts = ["made"];
  shown.follow = () => {
    name();
    if (awaited && last !== model.get("made")) {
      awaited = false;
      offer(new Blob([model.get("content")], { type: "text/csv;charset=utf-8" }));
    }
    last = model.get("made");
  };
  return shown;
};
