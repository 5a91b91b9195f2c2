"""The whole course as one folder of files, without any server that computes."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NOTEBOOKS_OWN, WINDOW
from tests.browser.steps import ENDED, ERRORS, LOADED, UNFOLD_PARTS, lock_guesses, screenshot
from tests.browser.test_chapters import holding
from tests.engine.digests import QUESTIONS
from web.fetch import MissingError
from web.lite import build
from web.serve import SiteServer
from widgets.learning import words
from widgets.season.words import SCORE

ASKED_FOR = os.environ.get("BTM_SITE")  # "1": the first two pages; "all": every page and question
pytestmark = pytest.mark.skipif(not ASKED_FOR, reason="takes minutes: BTM_SITE=1 asks for it")

ROOT = Path(__file__).parents[2]
ALL = ASKED_FOR == "all"
PAGES = sorted(path.name for path in (ROOT / "chapters").glob("*.ipynb"))
PATIENCE = 120_000  # ms: the kernel is some five times slower than here, and shares the browser
FIRST_VISIT = 25_000_000  # bytes over the wire
FOLDER = 50_000_000  # bytes at rest
PLACES = {"api", "build", "extensions", "files", "notebooks", "static"}
FILES = {
    "config-utils.js",
    "icon-120x120.png",
    "icon-512x512.png",
    "index.html",
    "jupyter-lite.json",
    "manifest.webmanifest",
    "python.mjs",
    "service-worker.js",
    "start.js",
}
START, CHAPTER = PAGES[:2]
ASKED = tuple(QUESTIONS) if ALL else ("reality", "match", "run_soap")
# The page's own kernel, asked as the notebook asks it.
ASK = """async (code) => {
    const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
    const asked = kernel.requestExecute({ code, store_history: false });
    let told = '';
    asked.onIOPub = ({ content }) => { told += content.text ?? content.evalue ?? ''; };
    await asked.done;
    return told;
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Build the site once, as `run.py site` does; the pages let the tests look inside."""
    folder = tmp_path_factory.mktemp("built") / "site"
    try:
        build(folder)
    except MissingError as error:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(str(error))
    config = folder / "jupyter-lite.json"
    told = json.loads(config.read_text("utf-8"))
    told["jupyter-config-data"]["exposeAppInBrowser"] = True
    config.write_text(json.dumps(told), "utf-8")
    return folder


@pytest.fixture(scope="module")
def visit(chromium, site):
    """Open a browser that has never seen the site; one page for all tests, in their order."""
    kind, options = chromium
    browser = kind.launch(**options)
    context = browser.new_context(**WINDOW)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.problems = []
    page.log = holding(page, page.get_by_role("textbox", name=words.LOG_FILE))
    page.server = SiteServer(site)
    page.server.__enter__()

    def outside(request):
        if request.url.startswith("http") and not request.url.startswith(page.server.address):
            page.problems.append(f"request off the site: {request.url}")

    def went_wrong(error):
        if str(error) != NOTEBOOKS_OWN:
            page.problems.append(f"page error: {error}")

    context.on("request", outside)
    page.on("pageerror", went_wrong)
    yield page
    browser.close()
    if page.server.answers:
        page.server.__exit__(None, None, None)


def address_of(page, chapter):
    return f"{page.server.address}/notebooks/index.html?path=chapters/{chapter}"


def see_it_run(page):
    """Wait until all of a page has run, and see that it ran well."""
    page.wait_for_function(LOADED)
    page.wait_for_function(ENDED, timeout=4 * PATIENCE)
    assert page.evaluate(ERRORS) == []
    page.evaluate(UNFOLD_PARTS)


def test_nothing_is_in_the_folder_that_no_page_asks_for(site):
    assert {path.name for path in site.iterdir()} == PLACES | FILES
    held = [path for path in site.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in held) <= FOLDER
    made_from = re.compile(r"rspack|package\.json$|\.(map|py|pyi|eot|ttf)$|jupyter-lite\.ipynb$")
    assert [path.name for path in held if made_from.search(path.name)] == []
    texts = (site / "static" / "pyodide" / "licenses.txt").read_text("utf-8")
    for name in ("altair", "numpy", "Pyodide", "ipywidgets"):
        assert f"\n{name}" in texts
    packed = (site / "static" / "pyodide").glob("*.zip")
    names = [name for path in packed for name in zipfile.ZipFile(path).namelist()]
    assert len(names) > 1000
    assert [name for name in names if name.endswith(".py")] == []  # nothing to compile in the page


def test_the_door_leads_to_the_start_page_and_all_of_it_runs(visit):
    visit.goto(visit.server.address)
    see_it_run(visit)
    expect(visit.get_by_role("heading", level=1)).to_have_text(re.compile("Behind the Match"))
    assert sum(size for _, size in visit.server.asked) <= FIRST_VISIT
    screenshot(visit, "site-start")
    assert visit.problems == []


def test_the_engine_answers_in_the_page_as_it_does_here(visit):
    """Where an index has 32 bits, with another numpy, compiled for another machine."""
    asked = f"main({ASKED!r})"
    source = (ROOT / "tests" / "engine" / "digests.py").read_text("utf-8")
    assert source.count("    main()") == 1
    told = visit.evaluate(ASK, source.replace("    main()", f"    {asked}"))
    code = f"from tests.engine.digests import main; {asked}"
    here = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert len(told.splitlines()) == len(ASKED), told
    assert told == here.stdout


def test_a_chapter_runs_and_its_controls_move_what_they_say(visit):
    visit.goto(address_of(visit, CHAPTER))
    see_it_run(visit)
    lock_guesses(visit, PATIENCE, most=1)
    slider = visit.get_by_role("slider", name=SCORE).first
    sentence = status_beside(visit, slider)
    before = sentence.text_content()
    press(visit, slider, "ArrowRight")
    expect(sentence).not_to_have_text(before, timeout=PATIENCE)
    chosen = visit.locator(".btm-control select").evaluate_all(
        "all => all.map((one) => one.selectedIndex)"
    )
    assert min(chosen) == 0  # and not -1, for nothing: None comes as undefined there
    screenshot(visit, "site-chapter")
    assert visit.problems == []


def status_beside(page, control):
    return holding(page, control).get_by_role("status").first


def press(page, control, key):
    control.focus()
    for _ in range(10):
        page.keyboard.press(key)


def test_python_begins_anew_when_the_kernel_is_started_again(visit):
    """The first one had begun with the page; this one begins when it is asked for."""
    asked = "print('explorer' in globals(), 6 * 7)"
    assert visit.evaluate(ASK, asked) == "True 42\n"
    visit.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
    assert visit.evaluate(ASK, asked) == "False 42\n"
    visit.reload()
    see_it_run(visit)
    assert visit.problems == []


def test_it_goes_on_without_a_network_and_keeps_the_log(visit):
    visit.server.__exit__(None, None, None)
    slider = visit.get_by_role("slider", name=SCORE).first
    sentence = status_beside(visit, slider)
    before = sentence.text_content()
    press(visit, slider, "ArrowLeft")
    expect(sentence).not_to_have_text(before, timeout=PATIENCE)
    visit.log.get_by_role("button", name=words.LOG_SAVE).click()
    status = visit.log.get_by_role("status").first
    expect(status).to_contain_text(f"kept in {words.LOG_NAME}", timeout=PATIENCE)
    visit.kept = status.text_content()
    assert visit.problems == []


def test_it_opens_again_without_a_network_and_the_log_comes_back(visit):
    """As on another day: what a tab keeps is gone, and there is only the file."""
    asked = len(visit.server.asked)
    visit.goto(f"{visit.server.address}/jupyter-lite.json")
    visit.evaluate("() => sessionStorage.clear()")
    visit.goto(address_of(visit, START))
    see_it_run(visit)
    status = visit.log.get_by_role("status").first
    expect(status).to_have_text(words.LOG_UNKEPT.format(0))
    visit.log.get_by_role("button", name=words.LOG_LOAD).click()
    expect(status).to_have_text(visit.kept, timeout=PATIENCE)
    assert visit.server.asked[asked:] == []
    assert visit.problems == []


@pytest.mark.skipif(not ALL, reason="takes minutes: BTM_SITE=all asks for it")
@pytest.mark.parametrize("chapter", PAGES[2:])
def test_every_other_chapter_runs_and_a_control_moves_what_it_says(visit, chapter):
    if not visit.server.answers:
        visit.server.__enter__()
    visit.goto(address_of(visit, chapter))
    see_it_run(visit)
    if visit.locator("[data-prediction]").count():
        lock_guesses(visit, PATIENCE)
    sliders = visit.get_by_role("slider")
    control = sliders.first if sliders.count() else visit.get_by_role("combobox").first
    sentence = status_beside(visit, control)
    before = sentence.text_content()
    press(visit, control, "ArrowRight" if sliders.count() else "ArrowDown")
    expect(sentence).not_to_have_text(before, timeout=PATIENCE)
    assert visit.problems == []
