// The kernel's worker and its Python. Python begins as soon as this file is read, which `start.js` sees
// to, and has loaded the course by the time that JupyterLite has drawn the page and asks for it.

import "./WORKER"; // JupyterLite's own, which listens from here on
import { loadPyodide as load } from "./static/pyodide/pyodide.mjs";

const begun = begin();

async function begin() {
  const indexURL = new URL("static/pyodide/", import.meta.url).href;
  const python = await load({ indexURL, packages: PACKAGES });
  // In the order of the kernel, which does the first two by itself, and later.
  python.runPython("import piplite.piplite, pyodide_kernel, IMPORTS");
  return python;
}

// What the kernel calls in the place of Pyodide's function of this name.
export async function loadPyodide({ stdout, stderr }) {
  const python = await begun;
  python.setStdout({ batched: stdout });
  python.setStderr({ batched: stderr });
  return python;
}
