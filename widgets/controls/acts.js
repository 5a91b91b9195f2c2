// How acts go to the kernel; `fields.py` puts this file before `fields.js`.

// What people do goes to the kernel one act at a time and in its order, whichever control it was
// done in: the next is sent when the one before is done, with all that follows. Otherwise a press
// would overtake a drag. While acts wait, successive changes of one control become one.
const lines = (globalThis[Symbol.for("behind-the-match.acts")] ??= new WeakMap());
const QUIET_KERNEL = 3_000; // a kernel idle so long without an answer never gives one,
const ANY_KERNEL = 120_000; // nor does one whose state nobody knows

function lineOf(model) {
  const manager = model.widget_manager;
  if (!lines.has(manager)) lines.set(manager, { waiting: [], sent: null, followers: new Set() });
  return lines.get(manager);
}

// What a control was last asked to be, sent already or not; else what the kernel said.
function wanted(model, name) {
  const line = lineOf(model);
  const key = model.get("key");
  for (const act of [...line.waiting.toReversed(), ...(line.sent ? [line.sent] : [])]) {
    if (act.key === key && name in act.changes) return act.changes[name];
  }
  return model.get(name);
}

function send(model, changes) {
  const line = lineOf(model);
  const key = model.get("key");
  const last = line.waiting.at(-1);
  if (last?.key === key) Object.assign(last.changes, changes);
  else line.waiting.push({ model, key, changes: { ...changes } });
  if (!line.sent) sendNext(line);
}

function sendNext(line) {
  const act = line.waiting.shift();
  line.sent = act ?? null;
  if (!act) return;
  const { model, changes } = act;
  const number = model.get("acts") + 1;
  for (const [name, value] of Object.entries({ ...changes, acts: number })) model.set(name, value);
  try {
    model.save_changes();
  } catch {
    // The kernel of this control is gone. It is not answered, and given up below.
  }
  const began = Date.now();
  let idleSince = began;
  const look = () => {
    const status = model.widget_manager.kernel?.status;
    if (status !== "idle") idleSince = Date.now();
    const given = status ? Date.now() - idleSince > QUIET_KERNEL : Date.now() - began > ANY_KERNEL;
    if (model.get("answered") < number && !given) return;
    clearInterval(timer);
    model.off("change:answered", look);
    sendNext(line);
    for (const one of line.followers) if (one.key === act.key) one.follow();
  };
  // A view that is gone hears nothing any more, so this looks by itself, too.
  const timer = setInterval(look, 250);
  model.on("change:answered", look);
}

// The kernel may answer an older act while somebody is typing on: their letters stay.
function put(box, text) {
  const typing = document.activeElement === box && box.value !== box.dataset.put;
  if (!typing && box.value !== text) box.value = text;
  if (!typing) box.dataset.put = text;
}

