// A page as a reader meets it: it runs by itself, shows no code, stays as it is, and can be woken.

import { Answers } from "./answers.js";
import { Bar, make } from "./bar.js";
import { Guard } from "./guard.js";
import { KernelWatch, kernelStarted, wakeKernel } from "./kernel.js";
import { whileLoading } from "./loading.js";
import { Notes } from "./notes.js";
import { Parts } from "./parts.js";
import { addressOf, chapters, headings } from "./places.js";
import { codeCells, runAll } from "./run.js";
import { Terms } from "./terms.js";
import { keepWaiting } from "./waiting.js";
import * as words from "./words.js";

const LARGER = "behind-the-match.larger";
const FIRST_CONTROL = ".jp-CodeCell .jp-OutputArea :is(input, select, textarea, button):not(:disabled)";

const OPENED = new URL(window.location.href); // JupyterLab takes the anchor off its address
const MOVES = ["wheel", "pointerdown", "keydown"];

// Of several pages that JupyterLab opens again at once, each runs when it is first looked at.
const shown = (node) =>
  new Promise((tell) => {
    const look = new IntersectionObserver((seen) => {
      if (!seen.some((one) => one.isIntersecting)) return;
      look.disconnect();
      tell();
    });
    look.observe(node);
  });

// The texts of a page, once all of them are drawn.
async function written(notebook) {
  const cells = notebook.widgets.filter((cell) => cell.model.type === "markdown");
  for (;;) {
    const texts = cells.map((cell) => cell.node.querySelector(".jp-RenderedMarkdown"));
    if (texts.every((text) => text?.firstChild) || notebook.isDisposed) return texts;
    await new Promise(requestAnimationFrame);
  }
}

export class Reader {
  constructor(app, panel, Widget) {
    this._app = app;
    this._panel = panel;
    this._notebook = panel.content;
    this._session = panel.context.sessionContext;
    this._bar = new Bar(this);
    this._header = new Widget({ node: make("div", { class: "btm-bar-place" }, this._bar.element) });
    this._guard = new Guard(panel);
    this._watch = new KernelWatch(this._session, (what) => this._kernel(what));
    this._answers = new Answers(this._notebook, panel.context.path);
    this._parts = new Parts(this._notebook);
    this._notes = new Notes(panel.node, (element) => this._parts.openTo(element));
    this._terms = new Terms(panel.node);
    this._keep = () => this._answers.keep();
    this._notice = [""];
    this._moved = false;
    this._move = () => {
      this._moved = true;
      this._grows.disconnect();
    };
    this._grows = new ResizeObserver(() => this._stay());
    this._settle = this._settle.bind(this);
    this._clean = this._clean.bind(this);
  }

  async open() {
    this._panel.contentHeader.addWidget(this._header);
    this._panel.node.append(keepWaiting(this._notebook));
    void this._dress();
    this._sizes = new ResizeObserver(() => this._fit());
    this._sizes.observe(this._bar.element);
    // By default all cells are part of the page; reader.css sees to it that all are drawn.
    const config = this._notebook.notebookConfig;
    if (config.windowingMode === "full") {
      this._notebook.notebookConfig = { ...config, windowingMode: "none" };
    }
    // Ours says it at once, and in place; the notebook's own dialog would stand before it.
    const { statusChanged } = this._session;
    statusChanged.disconnect(this._panel._onSessionStatusChanged, this._panel);
    const { model } = this._panel.context;
    this._model = model; // the panel does not tell it any more when it is disposed of
    model.stateChanged.connect(this._clean);
    model.dirty = false; // the kernel has told its language meanwhile
    for (const signal of this._changes()) signal.connect(this._settle);
    addEventListener("pagehide", this._keep);
    this.larger(localStorage.getItem(LARGER) === "true");
    this.code(false);
    for (const name of MOVES) this._panel.node.addEventListener(name, this._move, true);
    await shown(this._panel.node);
    // What is drawn late moves the place that the address names.
    this._grows.observe(this._notebook.node.querySelector(".jp-WindowedPanel-viewport"));
    await this._run(kernelStarted);
  }

  dispose() {
    this._watch.dispose();
    this._guard.off();
    this._answers.dispose();
    for (const part of [this._parts, this._notes, this._terms]) part.dispose();
    this._sizes?.disconnect();
    this._grows.disconnect();
    for (const signal of this._changes()) signal.disconnect(this._settle);
    this._model?.stateChanged.disconnect(this._clean);
    removeEventListener("pagehide", this._keep);
  }

  // What can be done once the texts stand there: fold what is folded, explain the terms.
  async _dress() {
    const texts = await written(this._notebook);
    if (this._panel.isDisposed) return;
    this._parts.dress();
    this._terms.dress(texts);
  }

  // The bar asks for these.

  skip() {
    const first = this._notebook.node.querySelector(FIRST_CONTROL);
    first?.focus();
    first?.scrollIntoView({ block: "center" });
  }

  async fillChapters(list) {
    const { path } = this._panel.context;
    let found;
    try {
      found = await chapters(this._app.serviceManager.contents, path);
    } catch {
      list.replaceChildren(make("li", {}, words.NO_CHAPTERS));
      return;
    }
    list.replaceChildren(
      ...found.map((one) => {
        const link = make("a", { href: addressOf(one.path) }, one.title);
        if (one.path === path) link.setAttribute("aria-current", "page");
        if (!this._alone()) {
          link.addEventListener("click", (event) => {
            event.preventDefault();
            void this._app.commands.execute("docmanager:open", { path: one.path });
          });
        }
        return make("li", {}, link);
      }),
    );
  }

  fillContents(list) {
    list.replaceChildren(
      ...headings(this._notebook).map(({ heading, title }) => {
        const link = make("button", { type: "button" }, title);
        link.addEventListener("click", () => {
          this._parts.openTo(heading);
          heading.tabIndex = -1;
          heading.focus({ preventScroll: true });
          heading.scrollIntoView({ block: "start" });
        });
        return make("li", {}, link);
      }),
    );
  }

  larger(on) {
    localStorage.setItem(LARGER, String(on));
    this._panel.toggleClass("btm-larger", on);
    this._press();
  }

  code(on) {
    this._reading = !on;
    this._panel.toggleClass("btm-reader", !on);
    this._panel.toolbar.setHidden(!on);
    this._guard[on ? "off" : "on"]();
    for (const cell of codeCells(this._notebook)) cell.inputHidden = !on;
    this._press();
    this._settle();
  }

  async wake() {
    this._say(words.WAKING);
    this._notebook.activate(); // the focus of the button that goes away
    this._answers.rest();
    await this._run(wakeKernel);
  }

  // What happens to a page.

  async _run(kernelListens) {
    this._watch.disarm();
    this._bar.far(0, 0);
    const loaded = whileLoading((what) => this._bar.waitsFor(what));
    try {
      await kernelListens(this._session);
    } catch {
      this._sleep();
      return;
    } finally {
      loaded();
    }
    this._watch.arm();
    this._rest(false);
    this._say("");
    const well = await runAll(this._notebook, this._session, (done, all) => this._bar.far(done, all));
    if (this._panel.isDisposed || this._resting) return;
    if (!well) this._say(words.STUMBLED, words.AGAIN);
    await this._answers.giveBack();
  }

  _kernel(what) {
    if (what === "gone") {
      this._sleep();
      return;
    }
    this._rest(what === "away");
    // What was said before is still so when the connection is back.
    this._bar.say(...(what === "away" ? [words.AWAY] : this._notice));
  }

  _say(...notice) {
    this._notice = notice;
    this._bar.say(...notice);
  }

  _sleep() {
    this._answers.rest();
    this._rest(true);
    this._bar.farAway(true);
    this._say(words.ASLEEP, words.WAKE);
  }

  // Controls without a kernel behind them neither take the focus nor answer.
  _rest(on) {
    this._resting = on;
    this._panel.toggleClass("btm-asleep", on);
    const rest = ({ node }) =>
      node.querySelector(".jp-Cell-outputWrapper")?.toggleAttribute("inert", this._resting);
    for (const cell of codeCells(this._notebook)) {
      rest(cell);
      cell.ready.then(() => rest(cell)); // what was not in sight yet is drawn later
    }
  }

  // Outputs are made anew at each opening. So they are not saved, nobody is asked about them on
  // leaving, and the file stays the one that came with the course.
  _clean(model, { name, newValue }) {
    if (name !== "dirty" || !newValue || !this._reading) return;
    queueMicrotask(() => (model.dirty = false)); // when all others have heard of it
  }

  // A page opens at its top, or at the place that its address names, until the reader goes on.
  _stay() {
    const asked = decodeURIComponent(OPENED.pathname + OPENED.search);
    if (!OPENED.hash || this._moved || !asked.includes(this._panel.context.path)) return;
    this._panel.setFragment(decodeURIComponent(OPENED.hash));
  }

  // Notebook 7 shows one page. Its menus are an editor's; while one reads, they are away.
  _alone() {
    return document.body.dataset.notebook === "notebooks";
  }

  // What makes Notebook 7 show its menus again: another page, another width of the window.
  _changes() {
    return [this._app.shell.currentChanged, this._app.formatChanged].filter(Boolean);
  }

  _settle() {
    if (!this._alone()) return;
    const { shell } = this._app;
    shell[this._reading ? "collapseTop" : "expandTop"]?.();
    shell.menu?.setHidden(this._reading);
  }

  _press() {
    this._bar.press(this._panel.hasClass("btm-larger"), !this._panel.hasClass("btm-reader"));
  }

  _fit() {
    this._header.node.style.minHeight = `${this._bar.element.offsetHeight}px`;
    this._header.parent?.fit();
  }
}
