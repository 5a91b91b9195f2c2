// Native form elements, named by their labels. Each kind of control gives the elements of its row
// and how they follow what is said: `one.get` tells what the kernel said, `one.wanted` what the
// control was last asked to be, `one.send` asks for something.

// Every form loads this file for itself, so what tells their elements apart is the page's.
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

function number({ one, label }) {
  const slider = field("input", { type: "range" });
  const marks = make("span", { class: "btm-marks", "aria-hidden": "true" }); // said below, in words
  const slide = make("span", { class: "btm-slide" });
  slide.append(slider, marks);
  const box = field("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    spellcheck: "false",
  });
  label.htmlFor = box.id;
  slider.addEventListener("input", () => {
    box.value = box.dataset.put = slider.value;
    one.send({ value: slider.valueAsNumber, text: slider.value });
  });
  // Typing counts when it is done, not letter by letter: "2" on the way to "234" is no mistake.
  const typed = () => {
    box.dataset.put = box.value;
    if (box.value !== one.wanted("text")) one.send({ text: box.value });
  };
  box.addEventListener("blur", typed);
  box.addEventListener("keydown", (event) => event.key === "Enter" && typed());
  return {
    row: [label, slide, box],
    typed,
    fields: [slider, box],
    invalid: box,
    follow() {
      slider.setAttribute("aria-label", one.get("label")); // the label element itself belongs to the box
      slider.min = one.get("low");
      slider.max = one.get("high");
      slider.step = one.get("step");
      const [low, high] = [one.get("low"), one.get("high")];
      marks.replaceChildren(
        ...one.get("marks").map((at) =>
          make("i", { style: `left: ${(100 * (at - low)) / (high - low)}%` }),
        ),
      );
      const value = one.wanted("value");
      if (slider.valueAsNumber !== value) slider.value = value;
      put(box, one.wanted("text"));
    },
  };
}

// Put the options into a list, each made by `option`, when there are others than before.
function offering(one, list, option) {
  let offered = "";
  return () => {
    const now = JSON.stringify(one.get("options"));
    if (offered === now) return;
    offered = now;
    list.replaceChildren(...one.get("options").map(option));
  };
}

// Letters from where on an option needs a line of its own: beside a picture, and on a telephone.
const LONG = 22;
const LONGISH = 14;
const LONGEST = 40; // and here it is wider than other lists

function choice({ one, label }) {
  const list = field("select");
  label.htmlFor = list.id;
  list.addEventListener("change", () => one.send({ value: list.value }));
  // Nothing at all is null from one kernel, and undefined from another.
  const option = ([value, words]) => make("option", { value: value ?? null }, words);
  const offer = offering(one, list, option);
  return {
    row: [label, list],
    fields: [list],
    invalid: list,
    follow() {
      offer();
      const letters = Math.max(0, ...one.get("options").map(([, words]) => words.length));
      list.classList.toggle("btm-long", letters > LONG);
      list.classList.toggle("btm-longish", letters > LONGISH);
      list.classList.toggle("btm-longest", letters > LONGEST);
      list.value = `${one.wanted("value") ?? null}`;
    },
  };
}

// All options in sight. The browser moves between them by arrow keys, and disables all at once.
function pick({ one, label }) {
  const list = make("fieldset", { role: "radiogroup", "aria-labelledby": label.id });
  const name = freshId();
  const option = ([value, words]) => {
    const button = field("input", { type: "radio", name, value });
    const said = make("label", {}, words);
    said.htmlFor = button.id;
    button.addEventListener("change", () => button.checked && one.send({ value }));
    const line = make("div", { class: "btm-option" });
    line.append(button, said);
    return line;
  };
  const offer = offering(one, list, option);
  return {
    row: [label, list],
    fields: [list],
    invalid: list,
    follow() {
      offer();
      for (const button of list.querySelectorAll("input")) {
        button.checked = button.value === one.wanted("value");
      }
    },
  };
}

function toggle({ one, label }) {
  const box = field("input", { type: "checkbox" });
  label.htmlFor = box.id;
  box.addEventListener("change", () => one.send({ value: box.checked }));
  return {
    row: [box, label],
    fields: [box],
    invalid: box,
    follow() {
      box.checked = one.wanted("value");
    },
  };
}

function action({ one, label }) {
  const button = field("button", { type: "button" });
  button.append(label);
  button.addEventListener("click", () => {
    one.typeAll();
    one.send({ presses: one.wanted("presses") + 1 });
  });
  return { row: [button], fields: [button], follow() {} };
}

function progress({ one, label }) {
  const bar = make("progress", { id: freshId() });
  const far = make("span");
  label.htmlFor = bar.id;
  const row = [label, bar, far];
  return {
    row,
    fields: [],
    follow() {
      const all = one.get("of");
      for (const part of row) part.hidden = !all;
      bar.max = all || 1;
      bar.value = one.get("done");
      far.textContent = all ? `${one.get("done")} / ${all}` : "";
    },
  };
}

function text({ one, label }) {
  const lines = one.get("lines");
  const box = field(lines > 1 ? "textarea" : "input", { autocomplete: "off", spellcheck: "false" });
  if (lines > 1) box.rows = lines;
  else box.type = "text";
  label.htmlFor = box.id;
  const typed = () => {
    box.dataset.put = box.value;
    if (box.value !== one.wanted("text")) one.send({ text: box.value });
  };
  // What waits may write another text over what somebody typed here, be it the same as before:
  // while theirs stands, no answer wipes it, and a press sends it again.
  let own = false;
  const stands = () => {
    box.dataset.put = box.value;
    if (own || box.value !== one.wanted("text")) one.send({ text: box.value });
  };
  box.addEventListener("input", () => {
    own = true;
    delete box.dataset.put;
  });
  box.addEventListener("blur", typed);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    if (lines > 1) event.stopPropagation(); // JupyterLab would keep the key for itself
    // Not when Enter picks a word while composing, nor again and again while it is held down.
    else if (!event.isComposing && !event.repeat) {
      typed();
      one.send({ submits: one.wanted("submits") + 1 });
    }
  });
  return {
    row: [label, box],
    typed: stands,
    fields: [box],
    invalid: box,
    follow() {
      const stood = box.value;
      put(box, one.wanted("text"));
      if (box.value !== stood) own = false;
    },
  };
}
