"""Front doors that open a name when it is asked for: as types see them, and as Python does."""

import ast
import itertools
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOORS = [
    path for path in sorted(ROOT.glob("engine/**/__init__.py")) if "front_door(" in path.read_text()
]


def room_of(path):
    """Name of the package that a front door belongs to."""
    return ".".join(path.parent.relative_to(ROOT).parts)


def test_each_front_door_is_found():
    rooms = ["formulas", "matching", "sources", "study"]
    assert [room_of(path) for path in DOORS] == ["engine", *(f"engine.{room}" for room in rooms)]


@pytest.mark.parametrize("path", DOORS, ids=room_of)
def test_what_types_see_is_what_opens(path):
    tree = ast.parse(path.read_text())
    block = next(node for node in tree.body if isinstance(node, ast.If))
    for_types = {node.module: [name.name for name in node.names] for node in block.body}
    call = next(
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "front_door"
    )
    assert ast.literal_eval(call.args[1]) == for_types
    room = import_module(room_of(path))
    assert sorted(room.__all__) == sorted(itertools.chain(*for_types.values()))
    assert dir(room) == sorted(room.__all__)
    for module, names in for_types.items():
        for name in names:
            assert getattr(room, name) is getattr(import_module(module), name)
    with pytest.raises(AttributeError, match="has no attribute 'nobody'"):
        room.nobody  # noqa: B018


def test_the_engine_opens_no_room_before_it_is_asked():
    code = (
        "import sys, engine\n"
        "print(sorted({name.split('.')[1] for name in sys.modules if name[:7] == 'engine.'}))\n"
        "print(engine.study.choosing.__name__, engine.MarketError.__name__)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    told = ["['base']", "engine.study.choosing MarketError"]
    assert run.stdout.splitlines() == told, run.stderr
