// The narrow bar on top of a page: where one can go, how it is shown, and how far it is.

import * as words from "./words.js";

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// A button that opens a list of links. The browser closes it at Escape and at a click elsewhere.
function menu(label, fill) {
  const list = make("ul", { popover: "", class: "btm-bar-list" });
  const button = make("button", { type: "button", class: "btm-bar-opens", "aria-expanded": "false" }, label);
  button.popoverTargetElement = list;
  list.addEventListener("beforetoggle", ({ newState }) => {
    if (newState !== "open") return;
    const { left, bottom } = button.getBoundingClientRect();
    list.style.left = `${left}px`;
    list.style.top = `${bottom}px`;
    void fill(list);
  });
  list.addEventListener("toggle", ({ newState }) => {
    button.setAttribute("aria-expanded", String(newState === "open"));
  });
  list.addEventListener("click", () => list.hidePopover());
  return make("span", {}, button, list);
}

function toggle(label, flip) {
  const button = make("button", { type: "button", "aria-pressed": "false" }, label);
  button.addEventListener("click", () => flip(button.getAttribute("aria-pressed") !== "true"));
  return button;
}

export class Bar {
  // `page` answers: skip(), fillChapters(list), fillContents(list), larger(on), code(on), wake().
  constructor(page) {
    const skip = make("button", { type: "button", class: "btm-bar-skip" }, words.SKIP);
    skip.addEventListener("click", () => page.skip());
    this._larger = toggle(words.LARGER, (on) => page.larger(on));
    this._code = toggle(words.CODE, (on) => page.code(on));
    this._wake = make("button", { type: "button" });
    this._wake.addEventListener("click", () => page.wake());
    this._meter = make("progress", { "aria-label": words.STARTING });
    this._far = make("span", { class: "btm-bar-far" });
    this._said = make("span", { role: "status" });
    this._notice = make("div", { class: "btm-bar-notice", hidden: "" }, this._said, this._wake);
    this.element = make(
      "nav",
      { class: "btm-bar", "aria-label": words.BAR, "data-lm-suppress-shortcuts": "true" },
      make(
        "div",
        { class: "btm-bar-row" },
        skip,
        make("strong", {}, words.COURSE),
        menu(words.CHAPTERS, (list) => page.fillChapters(list)),
        menu(words.CONTENTS, (list) => page.fillContents(list)),
        make("span", { class: "btm-bar-progress" }, this._meter, this._far),
        this._larger,
        this._code,
      ),
      this._notice,
    );
  }

  // How many parts of the page are done; while there is no kernel yet, of none.
  far(done, all) {
    this._meter.max = Math.max(all, 1);
    this._meter.value = done;
    this._far.textContent = all ? words.progress(done, all) : words.STARTING;
    this._meter.setAttribute("aria-valuetext", this._far.textContent);
    this.farAway(all > 0 && done === all);
  }

  // What is waited for, while there is no kernel yet.
  waitsFor(what) {
    this._far.textContent = what;
    this._meter.setAttribute("aria-valuetext", what);
  }

  farAway(on) {
    this._meter.hidden = this._far.hidden = on;
  }

  // Say something, with a button beside it where there is something to do; "" says nothing.
  say(text, button = "") {
    this._said.textContent = text;
    this._wake.textContent = button;
    this._wake.hidden = !button;
    this._notice.hidden = !text;
  }

  press(larger, code) {
    this._larger.setAttribute("aria-pressed", String(larger));
    this._code.setAttribute("aria-pressed", String(code));
  }
}
