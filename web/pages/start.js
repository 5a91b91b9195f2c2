// Runs before JupyterLite: says that something is coming, lets the service worker keep all that comes, so
// that the page opens again without a network, and begins with Python while JupyterLite is being read.

(async () => {
  const root = new URL(".", document.currentScript.src);
  const PATIENCE = 5000; // ms until the page goes on without a service worker
  const pause = (time) => new Promise((tell) => setTimeout(tell, time));

  addEventListener("DOMContentLoaded", () => {
    const said = document.querySelector(".jupyterlite-loading-indicator-text");
    said.textContent = "Loading the page…";
    said.setAttribute("role", "status");
    said.parentElement.classList.remove("hidden");
  });

  const { serviceWorker } = navigator;
  if (serviceWorker) {
    const address = new URL("service-worker.js?enableCache=false", root).href;
    // JupyterLite replaces a worker whose version it does not know.
    localStorage.setItem(`${address}-version`, "APP_VERSION");
    const controlled = new Promise((tell) => {
      serviceWorker.addEventListener("controllerchange", tell, { once: true });
    });
    const registered = serviceWorker.register(address).catch((error) => {
      console.warn("This page will need the network each time:", error);
    });
    if (!serviceWorker.controller) await registered.then(() => Promise.race([controlled, pause(PATIENCE)]));
  }
  if (!crossOriginIsolated) beginPython();
  await import(new URL("config-utils.js", root).href);

  // The first worker that JupyterLite makes for a kernel is the one that has begun.
  function beginPython() {
    const usual = window.Worker;
    const asked = new URL("WORKER", root).href;
    const begun = new Worker(new URL("python.mjs", root), { type: "module" });
    window.Worker = new Proxy(usual, {
      construct(_, words) {
        if (String(words[0]) !== asked) return new usual(...words);
        window.Worker = usual;
        return begun;
      },
    });
  }
})();
