// Keeping a page as it is: what would edit a notebook does not reach it while it is read.

const TEXT = ".jp-MarkdownCell";
const CONTENT = ".jp-Notebook";
const inside = (event, where) => event.target instanceof Element && event.target.closest(where);

export class Guard {
  constructor(panel) {
    this._panel = panel;
    this._stops = [
      // A double click shows the source of a text; a press selects cells instead of words.
      ["dblclick", (event) => inside(event, TEXT)],
      ["mousedown", (event) => inside(event, TEXT)],
      // The notebook's own menu offers to cut and delete; the browser's comes in its place.
      ["contextmenu", (event) => inside(event, CONTENT)],
    ].map(([name, concerns]) => [name, (event) => concerns(event) && event.stopPropagation()]);
  }

  on() {
    this._panel.node.dataset.lmSuppressShortcuts = "true"; // the notebook's single-key commands
    for (const [name, stop] of this._stops) this._panel.node.addEventListener(name, stop, true);
  }

  off() {
    delete this._panel.node.dataset.lmSuppressShortcuts;
    for (const [name, stop] of this._stops) this._panel.node.removeEventListener(name, stop, true);
  }
}
