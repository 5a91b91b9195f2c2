"""What holds for every test."""

import gc
import os

import pytest
from hypothesis import settings

from engine.study import kept
from tools.browser import find_browser, no_browser

# The machine may be slow and shared: an example that takes long is not a fault.
settings.register_profile("course", deadline=None, print_blob=True)
settings.load_profile("course")

# A page remembers few classes and their seasons, for it is one of many in a browser. The tests have
# room for more: what one of them has drawn and played is there for the next.
kept._MOST_KEPT, kept._MOST_MEGABYTES = 64, 300.0

# The files that take longest, first when several workers share the files: one that started last
# would keep a single worker busy at the end.
LONGEST = (
    "test_forty_classes",
    "test_chapters",
    "test_reader",
    "test_dials",
    "test_voices_depth",
    "test_runs",
    "test_chain",
    "test_ledger",
    "test_where_to_apply",
    "test_later",
    "test_vetting",
    "test_match_player",
    "test_soap_dials",
    "test_study",
    "test_narrow",
    "test_other_worlds",
)


@pytest.fixture(scope="session")
def a_browser():
    """Give the path of the machine's browser; without one, fail in CI and skip elsewhere."""
    path = find_browser()
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(no_browser())
    return path


def pytest_configure(config):
    """Keep the order of `LONGEST`, where pytest-xdist would go by how many tests a file has."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(config, items):
    """Put the longest files first, for a worker; alone, the order does not matter."""
    if hasattr(config, "workerinput"):
        places = {name: place for place, name in enumerate(LONGEST)}
        items.sort(key=lambda item: places.get(item.path.stem, len(places)))


def pytest_collection_finish():
    """Spare Python looking through what stays to the end, modules and tests, for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
