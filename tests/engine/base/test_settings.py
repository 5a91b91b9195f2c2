"""Settings say what is wrong with a value, all of it, in a sentence each."""

from dataclasses import dataclass, make_dataclass

import numpy as np
import pytest

from engine.base.settings import problems_in, setting, shown, unknown_names


@dataclass(frozen=True)
class Walk:
    """A dataclass with a setting of each kind."""

    steps: int = setting(10, 0, 100)
    pace: float = setting(1.0, 0.5, 2)
    limit: int | None = setting(None, 1, 9)
    dog: bool = setting(False)
    leash: bool | None = setting(None)
    where: str = setting("park", choices=("park", "beach"))
    diary: str = "not a setting"


def problems(**changes):
    return list(problems_in(Walk(**changes), "walk"))


def test_defaults_and_numbers_of_numpy_are_fine():
    assert problems() == []
    fine = {"steps": np.int64(7), "pace": np.float32(1.5), "limit": 9, "leash": True, "diary": 3}
    assert problems(**fine) == []
    assert problems(pace=1) == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("steps", -1, "walk.steps is -1; it must be a whole number from 0 to 100"),
        ("steps", 2.0, "walk.steps is 2.0; it must be a whole number from 0 to 100"),
        ("steps", True, "walk.steps is True; it must be a whole number from 0 to 100"),
        pytest.param("steps", 10**5000, "walk.steps is too long a number", id="5,001 digits"),
        ("pace", float("nan"), "walk.pace is nan; it must be a number from 0.5 to 2"),
        ("pace", float("inf"), "walk.pace is inf; it must be a number from 0.5 to 2"),
        ("pace", "1", "walk.pace is '1'; it must be a number from 0.5 to 2"),
        ("pace", None, "walk.pace is None; it must be a number from 0.5 to 2"),
        ("pace", [1.0], "walk.pace is [1.0]; it must be a number from 0.5 to 2"),
        ("limit", 0, "walk.limit is 0; it must be a whole number from 1 to 9"),
        ("dog", 1, "walk.dog is 1; it must be true or false"),
        ("leash", "yes", "walk.leash is 'yes'; it must be true, false or null"),
        ("where", "moon", "walk.where is 'moon'; it must be one of 'park', 'beach'"),
        ("where", ["park"], "walk.where is ['park']; it must be one of 'park', 'beach'"),
    ],
)
def test_each_problem_names_its_culprit(name, value, said):
    (problem,) = problems(**{name: value})
    assert problem.startswith(said)


def test_all_problems_are_found_at_once():
    assert len(problems(steps=-1, pace=9.0, dog=None, where=3)) == 4


class Silent:
    """An object that cannot be written."""

    def __repr__(self):
        raise RuntimeError


DEEP: list = []
for _ in range(100_000):
    DEEP = [DEEP]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("x" * 10_000_000, "'" + 56 * "x" + "..."),
        (b"x" * 10_000_000, "b'" + 55 * "x" + "..."),
        ([1] * 1_000_000, "[1, 1, 1, 1, 1, 1, ...]"),
        ({"a": "x" * 10_000_000}, None),
        (DEEP, "[[[[[[[...]]]]]]]"),
        (10**100, "too long a number"),
        (-(10**5000), "too long a number"),
        (Silent(), "an object of type Silent that cannot be shown"),
        ([Silent()], "an object of type list that cannot be shown"),
        (np.zeros((2, 2)), "array([[0., 0.], [0., 0.]])"),
        (10**30, "1" + 30 * "0"),
    ],
    ids=range(11),
)
def test_values_are_shown_briefly_whatever_they_are(value, said):
    assert len(shown(value)) <= 60
    assert said is None or shown(value) == said


def test_likeness_is_searched_for_a_few_unknown_names_only():
    many = make_dataclass("Many", [(f"dial_{n:03}", int, 0) for n in range(150)])
    names = {f"dial_{n:03}x": 1 for n in range(2_000)} | {"y" * 1_000_000: 1}
    found = list(unknown_names(names, many, "assumptions"))
    assert len(found) == 11
    assert "the nearest are dial_000" in found[0]
    assert found[-1] == "assumptions has 1991 more names that are not settings"
    assert sum("nearest" in problem for problem in found) == 10
    assert max(map(len, found)) < 200


def test_unknown_names():
    assert list(unknown_names({"steps": 1, "stepps": 1}, Walk, "walk")) == [
        "walk.stepps is not a setting; walk has steps, pace, limit, dog, leash, where, diary"
    ]
