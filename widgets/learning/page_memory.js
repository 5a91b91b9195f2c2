// What the page knows of a log: kept in this tab of the browser, so that it outlives the kernel.

const ENTRIES = "behind-the-match.log.entries";
const FILE = "behind-the-match.log.file";

const kept = () => new Set(JSON.parse(sessionStorage.getItem(ENTRIES) ?? "[]"));

function initialize({ model }) {
  let mine = new Set(); // what this kernel has last said; another chapter's kernel has its own
  const keep = () => {
    const now = new Set(model.get("entries"));
    const whole = kept();
    for (const entry of mine) if (!now.has(entry)) whole.delete(entry);
    for (const entry of now) whole.add(entry);
    mine = now;
    sessionStorage.setItem(ENTRIES, JSON.stringify([...whole]));
    if (model.get("file")) sessionStorage.setItem(FILE, model.get("file"));
  };
  const found = { entries: [...kept()], file: sessionStorage.getItem(FILE) ?? "" };
  keep();
  model.on("change:entries", keep);
  model.on("change:file", keep);
  if (found.entries.length > 0 || found.file) {
    model.set("found", found);
    model.save_changes();
  }
}

export default { initialize };
