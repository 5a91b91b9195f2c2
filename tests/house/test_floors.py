"""The floors of the house: a module imports from below, never upward and never in a ring."""

import ast
import collections
import graphlib
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# The season from the ground up. A module may import what stands on a lower floor, and its
# siblings on its own; `engine/matching` counts as one module.
FLOORS = {
    "errors": 0,
    "intervals": 0,
    "noise": 0,
    "runs": 0,
    "figures": 0,
    "evidence": 0,
    "settings": 0,
    "screening_dials": 0,
    "voice_dials": 0,
    "assumptions": 0,
    "lexicon": 0,
    "population": 1,
    "market": 1,
    "drawing": 1,
    "applying": 1,
    "ties": 1,
    "voices": 1,
    "speakers": 1,
    "calling": 1,
    "hearing": 1,
    "scenario": 2,
    "matching": 2,
    "soap": 2,
    "formulas": 2,
    "impression": 3,
    "doors": 3,
    "glance": 3,
    "files": 3,
    "rules": 3,
    "screening": 4,
    "invitations": 4,
    "prematch": 4,
    "joint_lists": 4,
    "conduct": 4,
    "rank_lists": 4,
    "soap_week": 4,
    "stages": 5,
    "results": 5,
    "season": 5,
    "tables": 5,
    "study": 6,
    "acquaintance": 6,
    "calibration": 7,
    "cases": 7,
    "ledger": 7,
}
AT_IMPORT = sys.stdlib_module_names | {"numpy", "engine"}
NEVER_IN_ENGINE = {"widgets", "chapters", "tests", "altair", "ipywidgets", "anywidget", "IPython"}


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
            # `from engine import noise` names a module; anything else comes through engine itself.
            whole = base == "engine"
            names = [
                f"engine.{alias.name}" if whole and alias.name in FLOORS else base
                for alias in node.names
            ]
        else:
            continue
        found += [(name, node not in later) for name in names]
    return found


def faults(module, source, package="engine"):
    """Say everything that is wrong with the imports of one module of the engine."""
    wrong = []
    for name, at_import in imports(source, package):
        top, _, rest = name.partition(".")
        if top in NEVER_IN_ENGINE:
            wrong.append(f"{module} imports {name}, which the engine must not know")
        elif at_import and top not in AT_IMPORT:
            wrong.append(f"{module} needs {name} at import time")
        elif top == "engine" and not rest:
            wrong.append(f"{module} imports through engine itself")
        elif top == "engine":
            other = rest.split(".")[0]
            if FLOORS.get(other, 99) > FLOORS.get(module, -1):
                wrong.append(f"{module} imports {other} from above")
    return wrong


def modules_of_engine():
    """Pair each file of the engine with the module of the table it belongs to."""
    found = []
    for path in sorted((ROOT / "engine").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts != ("engine", "__init__"):
            found.append((parts[1], ".".join(parts[:-1]), path))
    return found


def test_every_module_of_the_engine_is_in_the_table():
    found = modules_of_engine()
    assert len(found) >= 10
    assert {module for module, _, _ in found} <= set(FLOORS)


def test_modules_import_only_from_below():
    found = modules_of_engine()
    assert len(found) >= 10
    wrong = [
        fault
        for module, package, path in found
        for fault in faults(module, path.read_text(encoding="utf-8"), package)
    ]
    assert wrong == []


def test_no_ring_of_imports():
    below = collections.defaultdict(set)
    for module, package, path in modules_of_engine():
        for name, _ in imports(path.read_text(encoding="utf-8"), package):
            top, _, rest = name.partition(".")
            other = rest.split(".")[0]
            if top == "engine" and other != module and other in FLOORS:
                below[module].add(other)
    assert any(below.values())
    list(graphlib.TopologicalSorter(below).static_order())  # raises CycleError on a ring


def test_widgets_know_no_chapter_and_no_test():
    found = sorted((ROOT / "widgets").rglob("*.py"))
    assert len(found) >= 5
    for path in found:
        tops = {
            name.split(".")[0] for name, _ in imports(path.read_text(encoding="utf-8"), "widgets")
        }
        assert not tops & {"chapters", "tests"}, path.name


@pytest.mark.parametrize(
    ("module", "package", "source"),
    [
        ("market", "engine", "from engine.season import simulate"),
        ("market", "engine", "def later():\n    from engine.season import simulate"),
        ("market", "engine", "from .season import simulate"),
        ("market", "engine", "from engine import season"),
        ("market", "engine", "from . import season"),
        ("market", "engine", "from engine import simulate"),
        ("market", "engine", "import engine"),
        ("market", "engine", "import pandas as pd"),
        ("market", "engine", "import scipy.stats"),
        ("market", "engine", "def draw():\n    import altair as alt"),
        ("market", "engine", "from widgets.charts import funnel"),
        ("matching", "engine.matching", "from ..season import simulate"),
        ("stranger", "engine", "from engine.errors import MarketError"),
    ],
)
def test_the_walk_sees_a_wrong_import(module, package, source):
    assert len(faults(module, source, package)) == 1


@pytest.mark.parametrize(
    ("module", "package", "source"),
    [
        ("voices", "engine", "from engine.market import Market"),
        ("voices", "engine", "from engine import market, noise"),
        ("voices", "engine", "from .errors import MarketError\nimport numpy as np, math"),
        ("season", "engine", "def table():\n    import pandas as pd"),
        (
            "season",
            "engine",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import pandas",
        ),
        (
            "matching",
            "engine.matching",
            "from .deferred import f\nfrom . import g\nfrom ..errors import e",
        ),
    ],
)
def test_the_walk_lets_a_right_import_pass(module, package, source):
    assert faults(module, source, package) == []
