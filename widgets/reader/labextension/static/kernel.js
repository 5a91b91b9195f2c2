// Watching the kernel: whether the models behind a page's controls are still there.

const LOST = new Set(["dead", "terminating"]);
const LISTENS = new Set(["idle", "busy"]);
const GONE = new Set([...LOST, "restarting", "autorestarting"]);
const PATIENCE = 2000; // ms without a connection before that is said

// Each process of a kernel signs what it says of itself with a session of its own. In JupyterLite
// it signs with that of who asked, and there nobody else can start it anew.
const processOf = ({ header, parent_header: asked }) =>
  header.msg_type === "status" && header.session !== asked.session ? header.session : "";

export class KernelWatch {
  // `tell` is called with "here", "away" (no connection now) or "gone" (the models are lost).
  constructor(sessionContext, tell) {
    this._session = sessionContext;
    this._tell = tell;
    this._id = null; // of the kernel that holds the models; none is watched without
    this._process = ""; // that spoke last
    this._said = "here";
    this._slots = [
      [sessionContext.statusChanged, (_, status) => GONE.has(status) && this._say("gone")],
      [sessionContext.kernelChanged, () => this._kernelId() !== this._id && this._say("gone")],
      [sessionContext.iopubMessage, (_, message) => this._heard(processOf(message))],
      [sessionContext.connectionStatusChanged, (_, status) => this._connection(status)],
    ];
    for (const [signal, slot] of this._slots) signal.connect(slot);
  }

  // From here on the kernel of now is the one that counts.
  arm() {
    this._id = this._kernelId();
    this._said = "here";
  }

  disarm() {
    this._id = null;
    clearTimeout(this._timer);
  }

  dispose() {
    this.disarm();
    for (const [signal, slot] of this._slots) signal.disconnect(slot);
  }

  _kernelId() {
    return this._session.session?.kernel?.id ?? null;
  }

  // A kernel that somebody else starts anew keeps its id, and that it starts may be said before
  // the server listens to it again.
  _heard(process) {
    if (!process || process === this._process) return;
    if (this._process) this._say("gone");
    this._process = process;
  }

  _connection(status) {
    clearTimeout(this._timer);
    if (status === "connected") {
      if (this._said === "away") this._say("here");
    } else {
      this._timer = setTimeout(() => this._say("away"), PATIENCE);
    }
  }

  _say(what) {
    if (this._id === null || this._said === what || this._said === "gone") return;
    this._said = what;
    this._tell(what);
  }
}

// Wait until the kernel of a page that opens listens.
export async function kernelStarted(sessionContext) {
  await sessionContext.ready;
  await listening(sessionContext.session.kernel);
}

// See that a page that sleeps has a kernel which listens. One that somebody else starts anew may
// not say when it does, so whatever does not listen now is replaced.
export async function wakeKernel(sessionContext) {
  await sessionContext.sessionManager.refreshRunning(); // the session may be gone as well
  const kernel = sessionContext.session?.kernel;
  if (!kernel || kernel.isDisposed || !LISTENS.has(kernel.status)) {
    await sessionContext.changeKernel({ name: sessionContext.kernelPreference.name ?? "python3" });
  }
  await listening(sessionContext.session.kernel);
}

function listening(kernel) {
  return new Promise((tell, refuse) => {
    const look = () => {
      if (LISTENS.has(kernel.status)) tell();
      else if (LOST.has(kernel.status)) refuse(new Error(kernel.status));
      else return;
      kernel.statusChanged.disconnect(look);
    };
    kernel.statusChanged.connect(look);
    look();
  });
}
