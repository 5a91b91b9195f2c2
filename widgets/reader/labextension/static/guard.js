// Keeping a page as it is: what would edit a notebook does not reach it while it is read.

const TEXT = ".jp-MarkdownCell";
const CONTENT = ".jp-Notebook";
const inside = (event, where) => event.target instanceof Element && event.target.closest(where);

export class Guard {
  constructor(panel) {
    this._panel = panel;
    this._stops = [
      // A double click shows the source of a text. The notebook looks for the text at the point
      // itself: where the page scrolled between the two clicks, the target is what holds both.
      ["dblclick", (event) => inside(event, CONTENT)],
      // A press selects cells instead of words.
      ["mousedown", (event) => inside(event, TEXT)],
      // The notebook's own menu offers to cut and delete; the browser's comes in its place.
      ["contextmenu", (event) => inside(event, CONTENT)],
    ].map(([name, concerns]) => [name, (event) => concerns(event) && event.stopPropagation()]);
    // The notebook's single-key commands ask whatever has the focus whether it wants them. It is
    // answered here before they ask, since this listens at the window and they at the document.
    this._quiet = ({ target }) => {
      if (target instanceof HTMLElement && panel.content.node.contains(target)) {
        target.dataset.lmSuppressShortcuts = "true";
      }
    };
  }

  on() {
    addEventListener("keydown", this._quiet, true);
    for (const [name, stop] of this._stops) this._panel.node.addEventListener(name, stop, true);
  }

  off() {
    removeEventListener("keydown", this._quiet, true);
    for (const [name, stop] of this._stops) this._panel.node.removeEventListener(name, stop, true);
  }
}
