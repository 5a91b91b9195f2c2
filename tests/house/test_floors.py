"""The floors of the house: a room imports from lower floors, never upward and never in a ring."""

import ast
import collections
import graphlib
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# A room may import rooms on lower floors only; inside a room siblings may import one another.
ENGINE = {
    "base": 1,
    "sources": 2,
    "formulas": 2,
    "matching": 2,
    "scenario": 3,
    "market": 4,
    "backchannel": 5,
    "season": 6,
    "study": 7,
}
SHARED = (
    "text",
    "controls",
    "charts",
    "explorer",
    "sources",
    "learning",
    "season",
    "match",
    "reader",
)
CHAPTERS = {
    "past_the_filter": "01-past-the-filter",
    "safe_rank_only_too_risky": "02-safe-rank-only-too-risky",
    "the_spreadsheet_at_match_week": "04-the-spreadsheet-at-match-week",
    "three_sentences_on_a_phone": "05-three-sentences-on-a-phone",
    "who_knows_whom": "03-who-knows-whom",
}
AT_IMPORT = sys.stdlib_module_names | {"numpy", "engine"}
ABOVE = {"chapters", "tests", "book", "tools"}  # what nothing in engine and widgets knows
NEVER_IN_ENGINE = {*ABOVE, "widgets", "altair", "ipywidgets", "anywidget", "IPython"}


def imports(source, package):
    """List every imported module as an absolute name, with whether import time needs it."""
    tree = ast.parse(source)
    later = set()
    for node in ast.walk(tree):
        inside = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if inside or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)):
            later.update(ast.walk(node))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join([*(above if node.level else []), *filter(None, [node.module])])
            # `from engine import base` names a room; anything else comes through engine itself.
            names = [
                f"{base}.{alias.name}" if is_module(f"{base}.{alias.name}") else base
                for alias in node.names
            ]
        else:
            continue
        found += [(name, node not in later) for name in names]
    return found


def is_module(name):
    """Whether a dotted name is a folder or a file of the house."""
    place = ROOT.joinpath(*name.split("."))
    return place.is_dir() or place.with_suffix(".py").is_file()


def faults(room, source, package):
    """Say everything that is wrong with the imports of one module of a room of the engine."""
    wrong = []
    for name, at_import in imports(source, package):
        top, _, rest = name.partition(".")
        if top in NEVER_IN_ENGINE:
            wrong.append(f"{room} imports {name}, which the engine must not know")
        elif at_import and top not in AT_IMPORT:
            wrong.append(f"{room} needs {name} at import time")
        elif top == "engine" and not rest:
            wrong.append(f"{room} imports through engine itself")
        elif top == "engine":
            other = rest.split(".")[0]
            if other != room and ENGINE.get(other, 99) >= ENGINE.get(room, -1):
                wrong.append(f"{room} imports {other} from above")
    return wrong


def faults_of_widget(room, source):
    """Say what a module of a widgets room imports that it must not."""
    wrong = []
    for name, _ in imports(source, f"widgets.{room}"):
        top, _, rest = name.partition(".")
        other = rest.split(".")[0]
        if top in ABOVE:
            wrong.append(f"{room} imports {name}")
        elif top == "widgets" and other in CHAPTERS and other != room:
            wrong.append(f"{room} imports the chapter room {other}")
    return wrong


def modules_of(top):
    """Pair each file of the engine or the widgets with its room and its package."""
    found = []
    for path in sorted((ROOT / top).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts != (top, "__init__"):
            found.append((parts[1], ".".join(parts[:-1]), path))
    return found


def test_every_module_stands_in_a_room():
    engine, widgets = modules_of("engine"), modules_of("widgets")
    assert {room for room, _, _ in engine} == set(ENGINE)
    assert {room for room, _, _ in widgets} == {*SHARED, *CHAPTERS}
    assert len(engine) >= 50
    assert len(widgets) >= 30


@pytest.mark.parametrize("top", ["engine", "widgets"])
def test_every_room_says_what_it_answers_and_hides_no_module_of_its_own(top):
    rooms = {*ENGINE} if top == "engine" else {*SHARED, *CHAPTERS}
    for room in sorted(rooms):
        door = ROOT / top / room / "__init__.py"
        tree = ast.parse(door.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), f"{top}.{room} does not say what it answers"
        offered = {
            alias.asname or alias.name
            for node in tree.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
            # A module that is offered as such hides nothing.
            if node.module != f"{top}.{room}"
        }
        modules = {path.stem for path in door.parent.glob("*.py")}
        assert not offered & modules, f"{top}.{room}"


def unnamed(words, modules):
    """List the modules that the words of a room leave out, if they name more than one."""
    said = {part for name in re.findall(r"`([\w.]+)`", words) for part in name.split(".")}
    return sorted(modules - said) if len(said & modules) > 1 else []


@pytest.mark.parametrize("top", ["engine", "widgets"])
def test_a_room_that_names_its_modules_names_all_of_them(top):
    left_out = {}
    for door in (ROOT / top).rglob("__init__.py"):
        words = ast.get_docstring(ast.parse(door.read_text(encoding="utf-8"))) or ""
        modules = {path.stem for path in door.parent.glob("*.py")} - {"__init__"}
        if door.parent != ROOT / top and (missing := unnamed(words, modules)):
            left_out[door.parent.name] = missing
    assert left_out == {}


def test_a_room_with_one_module_left_out_is_noticed():
    assert unnamed("`draw.one` draws, `market` holds.", {"draw", "market", "apply"}) == ["apply"]
    assert unnamed("Draws.", {"draw", "market", "apply"}) == []


def test_rooms_of_the_engine_import_only_from_below():
    found = modules_of("engine")
    assert len(found) >= 50
    wrong = [
        fault
        for room, package, path in found
        for fault in faults(room, path.read_text(encoding="utf-8"), package)
    ]
    assert wrong == []


@pytest.mark.parametrize("top", ["engine", "widgets"])
def test_no_ring_of_modules_inside_a_room_or_of_rooms(top):
    modules, rooms = collections.defaultdict(set), collections.defaultdict(set)
    for room, package, path in modules_of(top):
        me = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if path.stem == "__init__":
            continue
        for name, _ in imports(path.read_text(encoding="utf-8"), package):
            parts = name.split(".")
            if parts[0] != top or len(parts) < 2:
                continue
            if parts[1] == room:
                modules[me].add(name)
            else:
                rooms[room].add(parts[1])
    assert any(modules.values())
    assert any(rooms.values())
    list(graphlib.TopologicalSorter(modules).static_order())  # raises CycleError on a ring
    list(graphlib.TopologicalSorter(rooms).static_order())


def test_widgets_know_no_test_and_chapter_rooms_are_their_chapters_own():
    found = modules_of("widgets")
    assert len(found) >= 30
    wrong = [
        fault
        for room, _, path in found
        for fault in faults_of_widget(room, path.read_text(encoding="utf-8"))
    ]
    assert wrong == []
    for room, page in CHAPTERS.items():
        for path in (ROOT / "chapters").glob("*.ipynb"):
            if path.stem != page:
                assert f"widgets.{room}" not in path.read_text(encoding="utf-8"), path.name


@pytest.mark.parametrize(
    ("room", "package", "source"),
    [
        ("market", "engine.market", "from engine.season.stages import play"),
        ("market", "engine.market", "def later():\n    from engine.study import simulate"),
        ("market", "engine.market", "from ..season import play"),
        ("market", "engine.market", "from engine import season"),
        ("market", "engine.market", "from .. import season"),
        ("market", "engine.market", "from engine import simulate"),
        ("market", "engine.market", "import engine"),
        ("market", "engine.market", "import pandas as pd"),
        ("market", "engine.market", "import scipy.stats"),
        ("market", "engine.market", "def draw():\n    import altair as alt"),
        ("market", "engine.market", "from widgets.charts import marks"),
        ("formulas", "engine.formulas", "from engine.sources import claim"),
        ("matching", "engine.matching.couples", "from ...season import stages"),
        ("stranger", "engine.stranger", "from engine.base import MarketError"),
    ],
)
def test_the_walk_sees_a_wrong_import(room, package, source):
    assert len(faults(room, source, package)) == 1


@pytest.mark.parametrize(
    ("room", "package", "source"),
    [
        ("backchannel", "engine.backchannel", "from engine.market import Market"),
        ("backchannel", "engine.backchannel", "from engine.base import codes, noise"),
        ("market", "engine.market", "from .population import signals\nimport numpy as np, math"),
        ("study", "engine.study", "def table():\n    import pandas as pd"),
        (
            "study",
            "engine.study",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import pandas",
        ),
        (
            "matching",
            "engine.matching.couples",
            "from ..deferred import f\nfrom . import exact\nfrom ...base.errors import e",
        ),
    ],
)
def test_the_walk_lets_a_right_import_pass(room, package, source):
    assert faults(room, source, package) == []


@pytest.mark.parametrize(
    ("room", "source"),
    [
        ("season", "from widgets.past_the_filter import CutLine"),
        ("learning", "from widgets import past_the_filter"),
        ("explorer", "from tests.widgets.seen import seen"),
        ("charts", "from book.stills import still"),
    ],
)
def test_the_walk_sees_a_room_that_borrows_from_a_chapter(room, source):
    assert len(faults_of_widget(room, source)) == 1
