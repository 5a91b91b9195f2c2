// Native form elements, named by their labels, in step with one model.

// Every widget loads this file for itself, so what tells their elements apart is the page's.
const ids = (globalThis[Symbol.for("behind-the-match.ids")] ??= { last: 0 });
const freshId = () => `btm-${(ids.last += 1)}`;

function make(tag, attributes = {}, text = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

// A focused control keeps the notebook's shortcuts off itself: otherwise "b" inserts a cell.
const field = (tag, attributes) =>
  make(tag, { id: freshId(), "data-lm-suppress-shortcuts": "true", ...attributes });

// Each kind gives the elements of its row and how they follow the model.

function number({ model, label }) {
  const slider = field("input", { type: "range" });
  const box = field("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    spellcheck: "false",
  });
  label.htmlFor = box.id;
  slider.addEventListener("input", () => {
    box.value = box.dataset.put = slider.value;
    send(model, { value: slider.valueAsNumber, text: slider.value });
  });
  // Typing counts when it is done, not letter by letter: "2" on the way to "234" is no mistake.
  const typed = () => {
    box.dataset.put = box.value;
    if (box.value !== wanted(model, "text")) send(model, { text: box.value });
  };
  box.addEventListener("blur", typed);
  box.addEventListener("keydown", (event) => event.key === "Enter" && typed());
  return {
    row: [label, slider, box],
    fields: [slider, box],
    invalid: box,
    parts: ["value", "text", "low", "high", "step"],
    follow() {
      slider.setAttribute("aria-label", model.get("label")); // the label element itself belongs to the box
      slider.min = model.get("low");
      slider.max = model.get("high");
      slider.step = model.get("step");
      const value = wanted(model, "value");
      if (slider.valueAsNumber !== value) slider.value = value;
      put(box, wanted(model, "text"));
    },
  };
}

function choice({ model, label }) {
  const list = field("select");
  label.htmlFor = list.id;
  list.addEventListener("change", () => send(model, { value: list.value }));
  let offered = null;
  return {
    row: [label, list],
    fields: [list],
    invalid: list,
    parts: ["value", "options"],
    follow() {
      if (offered !== model.get("options")) {
        offered = model.get("options");
        list.replaceChildren(...offered.map(([value, words]) => make("option", { value }, words)));
      }
      list.value = wanted(model, "value");
    },
  };
}

function toggle({ model, label }) {
  const box = field("input", { type: "checkbox" });
  label.htmlFor = box.id;
  box.addEventListener("change", () => send(model, { value: box.checked }));
  return {
    row: [box, label],
    fields: [box],
    invalid: box,
    parts: ["value"],
    follow() {
      box.checked = wanted(model, "value");
    },
  };
}

function action({ model, label }) {
  const button = field("button", { type: "button" });
  button.append(label);
  button.addEventListener("click", () => send(model, { presses: wanted(model, "presses") + 1 }));
  return { row: [button], fields: [button], parts: [], follow() {} };
}

function text({ model, label }) {
  const lines = model.get("lines");
  const box = field(lines > 1 ? "textarea" : "input", { autocomplete: "off", spellcheck: "false" });
  if (lines > 1) box.rows = lines;
  else box.type = "text";
  label.htmlFor = box.id;
  const typed = () => {
    box.dataset.put = box.value;
    if (box.value !== wanted(model, "text")) send(model, { text: box.value });
  };
  box.addEventListener("blur", typed);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    if (lines > 1) event.stopPropagation(); // JupyterLab would keep the key for itself
    // Not when Enter picks a word while composing, nor again and again while it is held down.
    else if (!event.isComposing && !event.repeat) {
      typed();
      send(model, { submits: wanted(model, "submits") + 1 });
    }
  });
  return {
    row: [label, box],
    fields: [box],
    invalid: box,
    parts: ["text"],
    follow() {
      put(box, wanted(model, "text"));
    },
  };
}

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

function copy({ model }) {
  return deed(model, async () => {
    const box = await other(model, "box");
    try {
      await navigator.clipboard.writeText(wanted(box, "text"));
    } catch {
      throw new Error(model.get("refused"));
    }
    send(model, { help: model.get("done") });
  });
}

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

function download({ model }) {
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
      send(model, { presses: wanted(model, "presses") + 1 });
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
}

const KINDS = { number, choice, toggle, action, text, copy, download };

function renderLine(model, el) {
  const line = make("div", { role: model.get("role"), class: "btm-line" });
  line.classList.toggle("btm-problem", model.get("role") === "alert");
  const follow = () => {
    if (line.textContent !== model.get("text")) line.textContent = model.get("text");
  };
  el.append(line);
  return { parts: ["text"], follow };
}

// A browser drops the focus of what is disabled. Messages to different fields may arrive in any
// order, so this looks a moment later.
function catchFocus(part) {
  setTimeout(() => {
    const at = document.activeElement;
    const lost = !at || at === document.body || at.disabled;
    if (lost && part.isConnected && !part.disabled) part.focus({ preventScroll: true });
  }, 100);
}

function renderControl(model, el) {
  const label = make(model.get("kind") === "action" ? "span" : "label", { id: freshId() });
  const kind = KINDS[model.get("kind")]({ model, label });
  const help = make("div", { id: freshId(), class: "btm-help" });
  const problem = make("div", { id: freshId(), class: "btm-problem", role: "alert" });
  const row = make("div", { class: `btm-row btm-${model.get("kind")}` });
  row.append(...kind.row);
  el.append(row, help, problem);
  for (const part of kind.fields) {
    part.setAttribute("aria-describedby", `${help.id} ${problem.id}`);
  }
  return {
    parts: ["label", "help", "problem", "enabled", ...kind.parts],
    follow() {
      label.textContent = model.get("label");
      help.textContent = model.get("help");
      if (problem.textContent !== model.get("problem")) problem.textContent = model.get("problem");
      kind.invalid?.setAttribute("aria-invalid", String(Boolean(model.get("problem"))));
      for (const part of kind.fields) part.disabled = !model.get("enabled");
      kind.follow();
    },
    caught: () => catchFocus(kind.fields.at(-1)),
  };
}

function render({ model, el }) {
  el.classList.add("btm-control");
  const isLine = model.get("kind") === "line";
  const { parts, follow, caught } = (isLine ? renderLine : renderControl)(model, el);
  follow();
  const one = { key: model.get("key"), follow };
  lineOf(model).followers.add(one);
  for (const part of parts) model.on(`change:${part}`, follow);
  if (caught) model.on("change:catches", caught);
  return () => {
    lineOf(model).followers.delete(one);
    for (const part of parts) model.off(`change:${part}`, follow);
    if (caught) model.off("change:catches", caught);
  };
}

export default { render };
