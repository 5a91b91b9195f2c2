// Runs before JupyterLite: says that something is coming, and lets the service worker keep all that
// comes, so that the page opens again without a network.

(async () => {
  const root = new URL(".", document.currentScript.src);
  const FIRST = ["pyodide.asm.wasm", "python_stdlib.zip", "numpy.zip", "packages.zip", "course.zip"];
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
    try {
      await serviceWorker.register(address);
      if (!serviceWorker.controller) await Promise.race([controlled, pause(PATIENCE)]);
      // Python comes while JupyterLite is still being read.
      for (const name of FIRST) void fetch(new URL(`static/pyodide/${name}`, root)).catch(() => {});
    } catch (error) {
      console.warn("This page will need the network each time:", error);
    }
  }
  await import(new URL("config-utils.js", root).href);
})();
