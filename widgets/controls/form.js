// A view of a form: its tree as elements. Each part is found again by its key, so that what stands
// on the page is patched and never made anew, and what has the focus keeps it.

const KINDS = { number, choice, pick, toggle, action, progress, text, copy, download };

const KEPT = "calc(var(--lines) * var(--room) * 1.4em + 8px)"; // as in fields.css

function lineOfText(one) {
  const line = make("div", { role: one.get("role"), class: "btm-control btm-line" });
  line.classList.toggle("btm-problem", one.get("role") === "alert");
  line.style.setProperty("--lines", one.get("lines"));
  let width = 0;
  // A sentence that once needed more room keeps it, as long as its lines are as wide as then:
  // what stands below does not jump again. Looked at when the page has been laid out anyway.
  const keepRoom = () => {
    if (line.clientWidth !== width) line.style.minHeight = "";
    width = line.clientWidth;
    line.style.minHeight = `max(${line.offsetHeight}px, ${KEPT})`;
  };
  if (one.get("lines")) new ResizeObserver(keepRoom).observe(line);
  return {
    element: line,
    follow() {
      if (line.textContent !== one.get("text")) line.textContent = one.get("text");
    },
  };
}

function note(one) {
  const element = make("div", { class: "btm-note" });
  let shown = "";
  return {
    element,
    follow() {
      const html = one.get("value");
      if (html !== shown) element.innerHTML = shown = html;
      element.hidden = !html;
    },
  };
}

// The browser's own folding works by keyboard.
function fold(one) {
  const element = make("details", { class: "btm-fold" });
  const summary = field("summary");
  const help = make("div", { class: "btm-help" });
  const inside = make("div", { class: "btm-column" });
  element.append(summary, help, inside);
  element.addEventListener("toggle", () => {
    if (element.open !== one.wanted("value")) one.send({ value: element.open });
  });
  return {
    element,
    inside,
    follow() {
      if (summary.textContent !== one.get("label")) summary.textContent = one.get("label");
      if (help.textContent !== one.get("help")) help.textContent = one.get("help");
      element.open = one.wanted("value");
    },
  };
}

// A browser drops the focus of what is disabled.
function catchFocus(part) {
  const at = document.activeElement;
  const lost = !at || at === document.body || at.disabled;
  if (lost && part.isConnected && !part.disabled) part.focus({ preventScroll: true });
}

// Whatever else the form shows is older than an entry that is refused.
function refuse(part, refused) {
  if (part.getAttribute("aria-invalid") === String(refused)) return;
  part.setAttribute("aria-invalid", String(refused));
  const form = part.closest(".btm-form");
  form?.classList.toggle("btm-refused", Boolean(form.querySelector('.btm-dials [aria-invalid="true"]')));
}

function control(one) {
  const kind = one.get("kind");
  const label = make(["action", "pick"].includes(kind) ? "span" : "label", { id: freshId() });
  const made = KINDS[kind]({ one, label });
  const help = make("div", { id: freshId(), class: "btm-help" });
  const problem = make("div", { id: freshId(), class: "btm-problem", role: "alert" });
  const row = make("div", { class: `btm-row btm-${kind}` });
  const element = make("div", { class: "btm-control" });
  row.append(...made.row);
  element.append(row, help, problem);
  for (const part of made.fields) part.setAttribute("aria-describedby", `${help.id} ${problem.id}`);
  let catches = one.get("catches");
  return {
    element,
    typed: made.typed,
    follow() {
      const wrong = one.get("problem");
      if (label.textContent !== one.get("label")) label.textContent = one.get("label");
      if (help.textContent !== one.get("help")) help.textContent = one.get("help");
      if (problem.textContent !== wrong) problem.textContent = wrong;
      if (made.invalid) refuse(made.invalid, Boolean(wrong));
      for (const part of made.fields) part.disabled = !one.get("enabled");
      made.follow();
      if (catches !== one.get("catches")) setTimeout(catchFocus, 0, made.fields.at(-1));
      catches = one.get("catches");
    },
  };
}

function group(kind) {
  const element = make("div", { class: `btm-${kind}` });
  if (kind !== "outcome") return { element, inside: element };
  // What sticks has to be in sight as a whole: a chart may be as high as the sentence above it
  // leaves of the page.
  const fit = () => {
    const page = element.closest(".jp-WindowedPanel-outer");
    const drawn = element.querySelector(":scope > .btm-held svg.marks");
    if (!page || !drawn) return;
    watch.observe(page);
    const above = drawn.getBoundingClientRect().top - element.getBoundingClientRect().top;
    const left = `${Math.floor(page.clientHeight - above) - 8}px`;
    const before = element.style.getPropertyValue("--height-left");
    if (left !== before) requestAnimationFrame(() => element.style.setProperty("--height-left", left));
  };
  const watch = new ResizeObserver(fit);
  watch.observe(element);
  return { element, inside: element, close: () => watch.disconnect() };
}

// Another widget, such as a chart, at its place in the form.
function held(form, reference) {
  const element = make("div", { class: "btm-held" });
  let view = null;
  let closed = false;
  const show = async () => {
    const manager = form.model.widget_manager;
    const found = await manager.create_view(await manager.get_model(reference.replace("IPY_MODEL_", "")));
    if (closed) return found.remove();
    view = found;
    element.append(view.el);
    view.trigger("displayed"); // what it would hear from a box of JupyterLab
  };
  show().catch((error) => console.error(error));
  return {
    element,
    close() {
      closed = true;
      view?.remove();
    },
  };
}

function partOf(form, node) {
  if (form.parts.has(node.key)) return form.parts.get(node.key);
  const { model } = form;
  const { key } = node;
  const one = {
    model,
    get: (name) => model.get("says")[key]?.[name],
    wanted: (name) => wanted(model, key, name),
    send: (changes) => send(model, key, changes),
    typeAll: () => form.parts.forEach((part) => part.typed?.()),
  };
  const kinds = { line: lineOfText, note, fold };
  const part = node.widget
    ? held(form, node.widget)
    : node.group
      ? group(node.group)
      : (kinds[one.get("kind")] ?? control)(one);
  form.parts.set(key, part);
  return part;
}

// Bring what stands inside an element to what the tree says, and move nothing that stays.
function arrange(form, nodes, inside, seen) {
  const parts = nodes.map((node) => partOf(form, node));
  const stays = new Set(parts.map((part) => part.element));
  for (const child of [...inside.children]) if (!stays.has(child)) child.remove();
  let at = inside.firstChild;
  for (const { element } of parts) {
    if (element === at) at = at.nextSibling;
    else inside.insertBefore(element, at);
  }
  nodes.forEach((node, nth) => {
    seen.add(node.key);
    if (node.parts) arrange(form, node.parts, parts[nth].inside, seen);
  });
}

function render({ model, el }) {
  el.classList.add("btm-form");
  const form = { model, parts: new Map() };
  let tree = null;
  const follow = () => {
    Object.assign(el.dataset, model.get("data"));
    if (tree !== model.get("tree")) {
      tree = model.get("tree");
      const seen = new Set();
      arrange(form, tree, el, seen);
      for (const [key, part] of form.parts) {
        if (seen.has(key)) continue;
        part.close?.();
        form.parts.delete(key);
      }
    }
    for (const [key, part] of form.parts) {
      // Most parts stay as they were when one of them changes.
      const news = JSON.stringify([model.get("says")[key], asked(model, key)]);
      if (part.follow && part.news !== news) part.follow();
      part.news = news;
    }
  };
  follow();
  const { followers } = lineOf(model);
  followers.add(follow);
  model.on("change:tree change:says change:data", follow);
  return () => {
    followers.delete(follow);
    model.off("change:tree change:says change:data", follow);
    for (const part of form.parts.values()) part.close?.();
  };
}

export default { render };
