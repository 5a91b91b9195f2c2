// Terms of the field explained where they stand, on focus and under the pointer; each once in a
// section, and never in a heading or a link.

import { make } from "./bar.js";
import { GLOSSARY } from "./glossary.js";
import { putBeside } from "./notes.js";

const SKIPPED = "h1, h2, h3, h4, a, button, summary, code, pre, .btm-term";
const TERM = new RegExp(`\\b(${Object.keys(GLOSSARY).sort((a, b) => b.length - a.length).join("|")})\\b`, "g");

export class Terms {
  constructor(page) {
    this._box = make("div", { popover: "manual", class: "btm-term-box", role: "tooltip", id: "btm-term-box" });
    this._page = page;
    page.append(this._box);
    this._marks = [
      ["pointerover", (mark) => this._tell(mark)],
      ["pointerout", () => this._quiet()],
      ["focusin", (mark) => this._tell(mark)],
      ["focusout", () => this._quiet()],
    ].map(([name, act]) => [name, ({ target }) => target.classList?.contains("btm-term") && act(target)]);
    for (const [name, act] of this._marks) page.addEventListener(name, act);
    this._key = ({ key }) => key === "Escape" && this._quiet();
    page.addEventListener("keydown", this._key, true);
  }

  // Mark the terms of a page; a section begins with a heading.
  dress(texts) {
    let told = new Set();
    for (const text of texts) {
      if (text.querySelector("h1, h2")) told = new Set();
      const nodes = [];
      const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) if (!walk.currentNode.parentElement.closest(SKIPPED)) nodes.push(walk.currentNode);
      for (const node of nodes) this._mark(node, told);
    }
  }

  dispose() {
    for (const [name, act] of this._marks) this._page.removeEventListener(name, act);
    this._page.removeEventListener("keydown", this._key, true);
    this._box.remove();
  }

  _mark(node, told) {
    for (const found of [...node.data.matchAll(TERM)].reverse()) {
      const first = node.data.search(new RegExp(`\\b${found[1]}\\b`)) === found.index;
      if (told.has(found[1]) || !first) continue;
      told.add(found[1]);
      const rest = node.splitText(found.index);
      rest.data = rest.data.slice(found[1].length);
      rest.before(make("span", { class: "btm-term", tabindex: "0", "aria-description": GLOSSARY[found[1]] }, found[1]));
    }
  }

  _tell(mark) {
    this._box.textContent = GLOSSARY[mark.textContent];
    this._box.showPopover();
    putBeside(this._box, mark);
  }

  _quiet() {
    if (this._box.matches(":popover-open")) this._box.hidePopover();
  }
}
