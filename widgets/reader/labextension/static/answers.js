// What a learner has set and typed, kept in this tab of the browser while the page sleeps or loads.
//
// It is read from the page's fields, so it needs to know nothing about what made them. Only what
// differs from the first answers is kept. (Locked guesses and checked answers are in the log.)

const FIELDS = ".jp-CodeCell .jp-OutputArea :is(input:not([type=range]), select, textarea)";
const SETTLING = 200; // ms between looks at the page
const PATIENCE = 15_000; // ms until what has not found its field again is let go

const nameOf = (field) =>
  field.labels?.[0]?.textContent ?? field.getAttribute("aria-label") ?? field.name ?? "";
const isSwitch = (field) => field.type === "checkbox" || field.type === "radio";
const valueOf = (field) => (isSwitch(field) ? field.checked : field.value);

// Fields by cell, kind, label and place among those that are alike.
function fieldsOf(notebook) {
  const found = new Map();
  for (const cell of notebook.widgets) {
    const alike = new Map();
    for (const field of cell.node.querySelectorAll(FIELDS)) {
      const name = JSON.stringify([cell.model.id, field.type, nameOf(field)]);
      const place = alike.get(name) ?? 0;
      alike.set(name, place + 1);
      found.set(`${name}${place}`, field);
    }
  }
  return found;
}

function answer(field, value) {
  if (isSwitch(field)) {
    field.click();
    return;
  }
  field.value = value;
  for (const event of ["input", "change", "blur"]) {
    field.dispatchEvent(new Event(event, { bubbles: event !== "blur" }));
  }
}

const pause = (time) => new Promise((tell) => setTimeout(tell, time));

export class Answers {
  constructor(notebook, path) {
    this._notebook = notebook;
    this._place = `behind-the-match.answers.${path}`;
    this._first = new Map();
    this._resting = true; // the page is not yet, or no longer, the learner's
    this._touched = new WeakSet(); // a box and its slider are neighbors, so their parent
    this._touch = ({ target, isTrusted }) => isTrusted && this._touched.add(target.parentElement);
    for (const name of ["input", "change"]) notebook.node.addEventListener(name, this._touch, true);
  }

  // Keep what differs from the first answers. A field that appeared later counts as changed.
  keep() {
    if (this._resting) return;
    const changed = {};
    for (const [name, field] of fieldsOf(this._notebook)) {
      if (!field.disabled && valueOf(field) !== this._first.get(name)) changed[name] = valueOf(field);
    }
    sessionStorage.setItem(this._place, JSON.stringify(changed));
  }

  rest() {
    this.keep();
    this._resting = true;
  }

  dispose() {
    this.rest();
    for (const name of ["input", "change"]) this._notebook.node.removeEventListener(name, this._touch, true);
  }

  // Once a page stands there: note its first answers, then give back what was kept, except where
  // the learner was quicker.
  async giveBack() {
    const kept = new Map(Object.entries(JSON.parse(sessionStorage.getItem(this._place) ?? "{}")));
    await this._settled();
    for (const [name, field] of fieldsOf(this._notebook)) {
      if (!this._touched.has(field.parentElement)) this._first.set(name, valueOf(field));
    }
    this._resting = false;
    // A switch may bring further fields, so look again until all have found their place.
    for (let waited = 0; kept.size > 0 && waited < PATIENCE; waited += SETTLING) {
      for (const [name, field] of fieldsOf(this._notebook)) {
        if (!kept.has(name)) continue;
        const mayBe = !field.disabled && !this._touched.has(field.parentElement);
        if (mayBe && valueOf(field) !== kept.get(name)) answer(field, kept.get(name));
        kept.delete(name);
      }
      await pause(SETTLING);
    }
  }

  // What the cells show is drawn a little after they have run.
  async _settled() {
    let before = -1;
    for (let same = 0, looks = 0; same < 3 && looks < PATIENCE / SETTLING; looks += 1) {
      const now = fieldsOf(this._notebook).size;
      same = now === before ? same + 1 : 0;
      before = now;
      await pause(SETTLING);
    }
  }
}
