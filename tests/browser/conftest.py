"""Fixtures: one JupyterLab and one browser for all tests, and a fresh page for each."""

import contextlib
import os

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.server import LabServer
from tests.browser.steps import PATIENCE, WATCH_ACTS
from tools.browser import QUIET

collect_ignore_glob = ["notebooks/*"]  # opened in the browser, not run by nbval
expect.set_options(timeout=PATIENCE)


WINDOW = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}


@pytest.fixture(scope="session")
def chromium(a_browser):
    """Give Playwright's Chromium, and how the machine's own browser is started by it."""
    # Chromium refuses to start its sandbox for root, which is who one is in most containers.
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        options = [*QUIET, *(["--no-sandbox"] if as_root else [])]
        yield playwright.chromium, {"executable_path": a_browser, "args": options}


@pytest.fixture(scope="session")
def browser(chromium, tmp_path_factory):
    """Start a browser that keeps JupyterLab's code compiled from one page to the next."""
    kind, options = chromium
    context = kind.launch_persistent_context(tmp_path_factory.mktemp("p"), **options, **WINDOW)
    yield context
    context.close()


@pytest.fixture(scope="session")
def lab(browser):
    """Start one JupyterLab for all tests; after the browser, which may be missing."""
    server = LabServer()
    yield server
    server.stop()


# What Notebook 7.6 says by itself on every page: it asks for its shortcuts before they are there.
NOTEBOOKS_OWN = "Cannot read properties of undefined (reading 'schema')"


@contextlib.contextmanager
def watched_page(browser, lab):
    """Open a page that writes down what no page of the course may do, in `page.problems`.

    What it stored in the browser goes with it.
    """
    page = browser.new_page()
    page.add_init_script(WATCH_ACTS)
    page.set_default_timeout(PATIENCE)
    page.problems = []

    def outside(request):
        if request.url.startswith(("http", "ws")) and "//127.0.0.1:" not in request.url:
            page.problems.append(f"request off the machine: {request.url}")

    def said(message):
        if message.type == "error":
            page.problems.append(f"console: {message.text}")

    def went_wrong(error):
        if str(error) != NOTEBOOKS_OWN:
            page.problems.append(f"page error: {error}")

    page.on("console", said)
    page.on("pageerror", went_wrong)
    page.on("request", outside)
    page.on("websocket", outside)
    yield page
    stored = {"origin": lab.address, "storageTypes": "all"}
    browser.new_cdp_session(page).send("Storage.clearDataForOrigin", stored)
    browser.clear_permissions()
    page.close()
    lab.end_kernels()


@pytest.fixture
def page(browser, lab):
    """Open a page for one test."""
    with watched_page(browser, lab) as page:
        yield page


@pytest.fixture(scope="module")
def shared_page(browser, lab):
    """Open a page for all tests of a module: opening a notebook is what takes the time."""
    with watched_page(browser, lab) as page:
        yield page
