// Running a page: every code cell in order, telling how many are done.

const isCode = (cell) => cell.model.type === "code";

export const codeCells = (notebook) => notebook.widgets.filter(isCode);

// The kernel takes the cells one after the other; all are handed over at once, so that it never
// waits for the browser. After one that goes wrong it leaves out the rest.
export async function runAll(notebook, sessionContext, tell) {
  const cells = codeCells(notebook);
  let done = 0;
  tell(done, cells.length);
  const results = cells.map(async (cell) => {
    const reply = await cell.constructor.execute(cell, sessionContext);
    done += 1;
    tell(done, cells.length);
    return reply?.content.status === "ok";
  });
  const ended = await Promise.allSettled(results);
  return ended.every((one) => one.status === "fulfilled" && one.value);
}
