// Compiles every module of a folder to the byte code of the browser's Python, in its place.
//
// node compile.mjs <folder of Pyodide> <folder of modules>

import { pathToFileURL } from "node:url";

const [pyodide, folder] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`).href);
const python = await loadPyodide({ indexURL: `${pyodide}/` });
await python.mountNodeFS("/modules", folder);
python.runPython(`
import ast, importlib._bootstrap_external as written, pathlib

# Of these two modules most is text for programmers. Altair asks for some text, so it is a dot.
TERSE = {"core.py", "channels.py"}

def without_texts(tree):
    for node in ast.walk(tree):
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                first.value.value = "."

root = pathlib.Path("/modules")
for path in sorted(root.rglob("*.py")):
    name = pathlib.Path(*path.relative_to(root).parts[1:])
    tree = ast.parse(path.read_bytes(), str(name))
    if name.name in TERSE and name.parent.as_posix() == "altair/vegalite/v6/schema":
        without_texts(tree)
    code = compile(tree, str(name), "exec", dont_inherit=True)
    # No time of making, so that the same modules give the same file.
    path.with_suffix(".pyc").write_bytes(written._code_to_hash_pyc(code, bytes(8), checked=False))
    path.unlink()
`);
