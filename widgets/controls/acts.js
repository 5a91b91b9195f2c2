// How acts go to the kernel. `form.py` puts the files beside it together, this one first.

// What people do goes to the kernel in its order, whichever form it was done in: the acts that
// wait are sent, numbered, when those before are done, with all that follows. Otherwise a press
// would overtake a drag. While acts wait, successive changes of one control become one.
const lines = (globalThis[Symbol.for("behind-the-match.acts")] ??= new WeakMap());
const QUIET_KERNEL = 3_000; // a kernel idle so long without an answer never gives one,
const ANY_KERNEL = 120_000; // nor does one whose state nobody knows

function lineOf(model) {
  const manager = model.widget_manager;
  if (!lines.has(manager)) lines.set(manager, { waiting: [], sent: [], followers: new Set() });
  return lines.get(manager);
}

// What a control was last asked to be, sent already or not.
function asked(model, key) {
  const { waiting, sent } = lineOf(model);
  const acts = [...sent, ...waiting].filter((act) => act.key === key);
  return Object.assign({}, ...acts.map((act) => act.changes));
}

// The same; where nothing was asked, what the kernel said.
function wanted(model, key, name) {
  const changes = asked(model, key);
  return name in changes ? changes[name] : model.get("says")[key]?.[name];
}

function send(model, key, changes) {
  const line = lineOf(model);
  const last = line.waiting.at(-1);
  if (last?.key === key) Object.assign(last.changes, changes);
  else line.waiting.push({ model, key, changes: { ...changes } });
  if (line.sent.length === 0) sendNext(line);
}

// Acts of one form that follow one another go together: the kernel then draws once.
function sendNext(line) {
  const { waiting } = line;
  const end = waiting.findIndex((act) => act.model !== waiting[0].model);
  line.sent = waiting.splice(0, end < 0 ? waiting.length : end);
  if (line.sent.length === 0) return;
  const { model } = line.sent[0];
  const first = model.get("answered") + 1;
  const last = model.get("answered") + line.sent.length;
  try {
    model.send({ acts: line.sent.map(({ key, changes }, nth) => [first + nth, key, changes]) });
  } catch {
    // The kernel of this form is gone. It is not answered, and given up below.
  }
  const began = Date.now();
  let idleSince = began;
  const look = () => {
    const status = model.widget_manager.kernel?.status;
    if (status !== "idle") idleSince = Date.now();
    const given = status ? Date.now() - idleSince > QUIET_KERNEL : Date.now() - began > ANY_KERNEL;
    if (model.get("answered") < last && !given) return;
    clearInterval(timer);
    model.off("change:answered", look);
    sendNext(line);
    for (const follow of line.followers) follow();
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
