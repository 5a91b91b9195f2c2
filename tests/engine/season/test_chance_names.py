"""No two uses of chance in a season have one name: they might be the same draw."""

import ast
from collections import Counter
from pathlib import Path

ROOMS = ("market", "backchannel", "season")  # what plays a season
# What takes the name of a use of chance; `_Asked` in `vetting_calls` has the last two.
NAMED = {"keys", "season_keys", "programs_of_season", "hear", "drawn", "luck", "lasting"}


def names(source):
    """List the names of uses of chance that stand in a module, as far as they count."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", None))
            said = [*node.args, *(given.value for given in node.keywords)]
            found += [
                one.value.encode()[:32]  # as `engine.base.noise` does
                for one in said
                if called in NAMED and isinstance(one, ast.Constant) and isinstance(one.value, str)
            ]
    return found


def test_every_use_of_chance_has_a_name_of_its_own():
    engine = Path(__file__).parents[3] / "engine"
    paths = [path for room in ROOMS for path in (engine / room).rglob("*.py")]
    assert len(paths) > 50
    used = Counter(name for path in paths for name in names(path.read_text(encoding="utf-8")))
    assert len(used) > 40
    assert [name for name, times in used.items() if times > 1] == []
