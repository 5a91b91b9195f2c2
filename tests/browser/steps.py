"""What the browser tests do again and again: open a notebook, look at it, time it."""

from pathlib import Path

from playwright.sync_api import expect

from widgets.learning import words

SCREENSHOTS = Path(__file__).parents[2] / "screenshots"

PATIENCE = 60_000  # ms until a wait gives up: that the machine is slow or busy is no fault

NOTEBOOK = "window.jupyterapp.shell.currentWidget"
IDLE = f"window.jupyterapp && {NOTEBOOK}?.sessionContext?.session?.kernel?.status === 'idle'"
ERRORS = f"""() => [...{NOTEBOOK}.content.model.cells]
    .filter((cell) => cell.type === 'code')
    .flatMap((cell) => cell.outputs.toJSON())
    .filter((output) => output.output_type === 'error')
    .map((output) => output.ename + ': ' + output.evalue)"""
ENDED = f"""() => ({ERRORS})().length > 0 || [...{NOTEBOOK}.content.model.cells].every(
    (cell) => cell.type !== 'code' || cell.executionCount !== null)"""
LOADED = f"""() => window.jupyterapp && {NOTEBOOK}?.context?.isReady
    && {NOTEBOOK}.content.widgets.length > 0"""
# The reader's bar shows no progress any more: the page has run.
CALM = "() => document.querySelector('.btm-bar progress')?.hidden"
RUNS_ITSELF = f"() => Boolean({NOTEBOOK}.context.model.getMetadata('behind_the_match')?.reader)"
# Parts that stand folded beneath their headings.
UNFOLD_PARTS = f"""() => {NOTEBOOK}.content.widgets.forEach((cell) => {{
    if (cell.headingCollapsed) cell.headingCollapsed = false;
}})"""
# From the start of a page: the lines in which acts wait for those before them (acts.js).
WATCH_ACTS = """window.linesOfActs = [];
globalThis[Symbol.for("behind-the-match.acts")] = new (class extends WeakMap {
    set(manager, line) {
        window.linesOfActs.push(line);
        return super.set(manager, line);
    }
})();"""
# No act waits, the kernel has nothing to do, and the page has been free, for so many ms: while
# it draws it looks at nothing, so the looks are counted, and not the time.
RESTS = f"""(enough) => new Promise((tell) => {{
    const wait = ({{ waiting, sent }}) => waiting.length + sent.length > 0;
    let quiet = 0;
    const look = setInterval(() => {{
        quiet = ({IDLE}) && !window.linesOfActs.some(wait) ? quiet + 20 : 0;
        if (quiet < enough) return;
        clearInterval(look);
        tell(true);
    }}, 20);
}})"""
# Ten frames in a row everything stood where it was; what a new size moves, moves in one or two.
SETTLED = """() => new Promise((tell) => {
    const places = () => JSON.stringify(
        [...document.querySelectorAll('.jp-Notebook :is(.jp-Cell, .btm-held, svg)')]
            .map((one) => one.getBoundingClientRect()));
    let before = places(), quiet = 0;
    const look = () => {
        const now = places();
        quiet = now === before ? quiet + 1 : 0;
        before = now;
        if (quiet < 10) requestAnimationFrame(look);
        else tell(true);
    };
    requestAnimationFrame(look);
})"""
CHANGE_THEME = """theme =>
    window.jupyterapp.commands.execute('apputils:change-theme', { theme })"""
CHANGED_THEME = """theme => document.body.dataset.jpThemeName === theme
    && !document.querySelector('#jupyterlab-splash')"""
COUNT_CELLS = f"() => {NOTEBOOK}.content.model.cells.length"

# When the first picture stands on the page, or the guess that it waits for.
WATCH_FIRST = """new MutationObserver((_, watch) => {
    if (!document.querySelector('.btm-held svg, [data-prediction]')) return;
    window.firstSeconds = performance.now() / 1000;
    watch.disconnect();
}).observe(document, { subtree: true, childList: true });"""
FIRST_SECONDS = "() => window.firstSeconds"


def open_notebook(page, lab, name):
    """Open a notebook by its path in the course (chapters/...), and see that all of it ran well.

    The chapters run by themselves. The fixture notebooks, which are under notebooks/, do not.
    """
    page.goto(lab.url(name))
    page.wait_for_function(LOADED)
    if not page.evaluate(RUNS_ITSELF):
        page.wait_for_function(IDLE)
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function(ENDED, timeout=2 * PATIENCE)
    assert page.evaluate(ERRORS) == []


def read_chapter(page, lab, name):
    """Open a chapter in the reader's view, and wait until all of it has run."""
    page.goto(lab.page_url(f"chapters/{name}.ipynb"))
    page.wait_for_function(LOADED)
    page.wait_for_function(CALM, timeout=2 * PATIENCE)
    page.problems.clear()  # what the notebook says of itself while it loads


def cell(page, text):
    """Find the output of the cell that has a text in it."""
    return page.locator(".jp-CodeCell").filter(has_text=text).locator(".jp-OutputArea-output")


def lock_guesses(page, patience=PATIENCE, most=None):
    """Answer predictions that are still open, with the first choice or with 1, and lock them."""
    expect(page.locator("[data-prediction]").first).to_be_attached(timeout=patience)
    open_ones = page.locator("[data-prediction][data-locked=false]")
    keys = open_ones.evaluate_all("all => all.map((one) => one.dataset.prediction)")
    for key in keys[:most]:
        asked = page.locator(f"[data-prediction='{key}']")
        guess = asked.get_by_label(words.PREDICTION, exact=True)
        if guess.evaluate("one => one.tagName") == "SELECT":
            guess.select_option(index=1)
        else:
            guess.fill("1")
        asked.get_by_role("button", name=words.LOCK).click()
    for key in keys[:most]:
        locked = page.locator(f"[data-prediction='{key}'][data-locked=true]")
        expect(locked).to_have_count(1, timeout=patience)


def rest(page, enough=400):
    """Wait until every act is answered, and nothing more is asked or told for so many ms."""
    page.wait_for_function(RESTS, arg=enough)


def settle(page):
    """Wait until everything stands where it will stand."""
    page.wait_for_function(SETTLED)


def resize(page, size):
    """Give the window another size, and wait until all of the page has taken it."""
    page.set_viewport_size(size)
    settle(page)


def change_theme(page, shade):
    """Make the page light or dark, and wait until it is."""
    theme = f"JupyterLab {shade}"
    page.evaluate(CHANGE_THEME, theme)
    page.wait_for_function(CHANGED_THEME, arg=theme)
    settle(page)


def count_cells(page):
    """Count the cells of the notebook on the page."""
    return page.evaluate(COUNT_CELLS)


def screenshot(page, name):
    """Keep a picture of the page, for people to look at; return where it is."""
    SCREENSHOTS.mkdir(exist_ok=True)
    path = SCREENSHOTS / f"{name}.png"
    page.screenshot(path=path)
    return path
