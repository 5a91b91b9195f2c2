// A source mark opens its note where it stands: the entry of that name, from the list of sources at
// the end of the page. Escape and a press elsewhere close it, and the focus goes back to the mark.

import { make } from "./bar.js";
import * as words from "./words.js";

const MARK = 'a[href*="#src-"]';

export function putBeside(box, place) {
  const { left, top, bottom } = place.getBoundingClientRect();
  const { offsetWidth: wide, offsetHeight: high } = box;
  const below = bottom + high + 8 <= innerHeight || top < high;
  box.style.left = `${Math.max(8, Math.min(left, innerWidth - wide - 8))}px`;
  box.style.top = `${below ? bottom + 4 : Math.max(8, top - high - 4)}px`;
}

export class Notes {
  // `openTo` opens the part of the page in which an element stands.
  constructor(page, openTo) {
    this._page = page;
    this._openTo = openTo;
    this._text = make("div", { class: "btm-sources" });
    this._to = make("button", { type: "button" }, words.TO_SOURCES);
    const close = make("button", { type: "button" }, words.CLOSE);
    close.addEventListener("click", () => this._box.hidePopover());
    this._box = make(
      "div",
      { popover: "", class: "btm-note-box", role: "dialog", "aria-label": words.NOTE, tabindex: "-1" },
      this._text,
      make("p", {}, this._to, close),
    );
    this._box.dataset.lmSuppressShortcuts = "true";
    this._to.addEventListener("click", () => this._go());
    this._box.addEventListener("toggle", ({ newState }) => {
      if (newState === "closed" && this._mark?.isConnected && !this._leaves) {
        this._mark.focus({ preventScroll: true });
      }
    });
    this._press = this._press.bind(this);
    page.append(this._box);
    page.addEventListener("click", this._press, true);
  }

  dispose() {
    this._page.removeEventListener("click", this._press, true);
    this._box.remove();
  }

  _press(event) {
    const mark = event.target instanceof Element && event.target.closest(MARK);
    if (!mark || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    this._mark = mark;
    this._leaves = false;
    this._entry = this._page.querySelector(`#${CSS.escape(decodeURIComponent(mark.hash.slice(1)))}`);
    this._text.innerHTML = this._entry?.innerHTML ?? "";
    if (!this._entry) this._text.textContent = words.NOTE_LATER;
    this._to.hidden = !this._entry;
    this._box.showPopover();
    putBeside(this._box, mark);
    this._box.focus({ preventScroll: true });
  }

  async _go() {
    const entry = this._entry;
    this._leaves = true;
    this._box.hidePopover();
    this._openTo(entry);
    while (entry.isConnected && !entry.getClientRects().length) await new Promise(requestAnimationFrame);
    entry.tabIndex = -1;
    entry.focus({ preventScroll: true });
    entry.scrollIntoView({ block: "center" });
  }
}
