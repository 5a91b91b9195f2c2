// Watching the kernel: whether the models behind a page's controls are still there.

const GONE = new Set(["dead", "restarting", "autorestarting", "terminating"]);
const PATIENCE = 2000; // ms without a connection before that is said

export class KernelWatch {
  // `tell` is called with "here", "away" (no connection now) or "gone" (the models are lost).
  constructor(sessionContext, tell) {
    this._session = sessionContext;
    this._tell = tell;
    this._id = null; // of the kernel that holds the models; none is watched without
    this._said = "here";
    this._slots = [
      [sessionContext.statusChanged, (_, status) => GONE.has(status) && this._say("gone")],
      [sessionContext.kernelChanged, () => this._kernelId() !== this._id && this._say("gone")],
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

// See that there is a kernel that listens; one that is gone is replaced.
export async function wakeKernel(sessionContext) {
  await sessionContext.ready;
  const kernel = sessionContext.session?.kernel;
  if (!kernel || kernel.isDisposed || ["dead", "terminating"].includes(kernel.status)) {
    await sessionContext.changeKernel({ name: sessionContext.kernelPreference.name ?? "python3" });
  }
  await sessionContext.session.kernel.info; // it has answered once
}
