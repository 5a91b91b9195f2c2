// What would tell the answer to a guess stands closed until that guess is locked.
//
// A cell names the prediction in its metadata, a prediction says on its element whether its guess is
// locked (widgets/learning/prediction.py), and a rule of style does the rest. So what comes back
// from a log opens its texts too, and without the reader's view all of them are open.

const LOCKED = (key) => `[data-prediction=${key}][data-locked="true"]`;

const keyOf = (cell) => cell.model.getMetadata("behind_the_match")?.after;

// Mark the cells that wait, and return the style that keeps them closed.
export function keepWaiting(notebook) {
  const keys = new Set();
  for (const cell of notebook.widgets) {
    const key = keyOf(cell);
    if (key === undefined) continue;
    cell.node.dataset.after = key;
    keys.add(JSON.stringify(key));
  }
  const style = document.createElement("style");
  style.textContent = [...keys]
    .map((key) => `.btm-reader .jp-Notebook:not(:has(${LOCKED(key)})) .jp-Cell[data-after=${key}] { display: none }`)
    .join("\n");
  return style;
}
