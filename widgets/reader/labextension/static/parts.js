// Parts of a page that stand folded beneath their headings: opened by mouse and by keyboard, by the
// bar's list of contents, and by whatever leads to a place inside one.
//
// Which cells belong to a heading, and hiding them, is the notebook's own folding of headings. Here
// its heading becomes a button, and its first text is folded away too.

import { make } from "./bar.js";

const FOLDED = "jp-MarkdownHeadingCollapsed";
const HEADING = ".jp-RenderedMarkdown :is(h1, h2, h3)";

export class Parts {
  constructor(notebook) {
    this._parts = notebook.widgets.filter((cell) => cell.model.getMetadata(FOLDED));
    this._notebook = notebook;
    this._follow = this._follow.bind(this);
  }

  // Once the texts stand there.
  dress() {
    for (const cell of this._parts) {
      const heading = cell.node.querySelector(HEADING);
      if (!heading || heading.querySelector("button")) continue;
      const sign = heading.querySelector(".jp-InternalAnchorLink");
      const button = make("button", { type: "button", class: "btm-part-button" });
      button.append(...[...heading.childNodes].filter((one) => one !== sign));
      button.addEventListener("click", () => (cell.headingCollapsed = !cell.headingCollapsed));
      heading.prepend(button);
      cell.headingCollapsedChanged.connect(this._follow);
      this._follow(cell);
    }
  }

  // The part of the page in which something stands, if it is folded.
  openTo(element) {
    const node = element.closest(".jp-Cell");
    const nth = this._notebook.widgets.findIndex((cell) => cell.node === node);
    const part = this._notebook.widgets.slice(0, nth + 1).findLast((cell) => this._parts.includes(cell));
    if (part && (part.node === node || node.classList.contains("lm-mod-hidden"))) {
      part.headingCollapsed = false;
    }
  }

  dispose() {
    for (const cell of this._parts) cell.headingCollapsedChanged?.disconnect(this._follow);
  }

  _follow(cell) {
    cell.node.classList.add("btm-part");
    cell.node.classList.toggle("btm-part-closed", cell.headingCollapsed);
    const button = cell.node.querySelector(".btm-part-button");
    button.setAttribute("aria-expanded", String(!cell.headingCollapsed));
  }
}
