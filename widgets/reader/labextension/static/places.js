// Where one can go from here: the other chapters, and the headings of this page.

const CHAPTER = /^\d\d-.+\.ipynb$/;
const folderOf = (path) => path.split("/").slice(0, -1).join("/");
const stem = (name) => name.replace(/^\d\d-/, "").replace(/\.ipynb$/, "").replaceAll("-", " ");
const nameOf = (name) => stem(name).replace(/^./, (letter) => letter.toUpperCase());

// List the notebooks of the folder that are chapters, in order, each with its own title.
export async function chapters(contents, path) {
  const folder = await contents.get(folderOf(path));
  const found = folder.content.filter((one) => CHAPTER.test(one.name));
  found.sort((one, other) => (one.name < other.name ? -1 : 1));
  return Promise.all(found.map(async (one) => ({ path: one.path, title: await titleOf(contents, one) })));
}

async function titleOf(contents, { path, name }) {
  try {
    const { content } = await contents.get(path, { type: "notebook", content: true });
    const source = content.cells.find((cell) => cell.cell_type === "markdown").source;
    return /^# (.+)$/m.exec([source].flat().join(""))[1];
  } catch {
    return nameOf(name);
  }
}

// The address of another chapter, told from that of this page: nothing is asked of a server.
export function addressOf(path, here = window.location.href) {
  const address = new URL(here);
  address.hash = "";
  if (address.searchParams.has("path")) address.searchParams.set("path", path); // JupyterLite
  else address.pathname = address.pathname.replace(/[^/]*$/, path.split("/").at(-1));
  return address.href;
}

// Page headings as they stand there, without the sign that links to them.
export function headings(notebook) {
  const found = notebook.node.querySelectorAll(".jp-MarkdownCell :is(h1, h2)");
  const stands = [...found].filter((heading) => heading.getClientRects().length);
  return stands.map((heading) => {
    const words = heading.cloneNode(true);
    for (const sign of words.querySelectorAll(".jp-InternalAnchorLink")) sign.remove();
    return { heading, title: words.textContent.trim() };
  });
}
