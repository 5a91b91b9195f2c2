"""The picture of who is known where, and the lexicon in the season explorer."""

from __future__ import annotations

from itertools import pairwise

import pytest

from engine import Scenario, phrases
from engine.study.networks import Tie, known_where
from widgets.season import SeasonExplorer, words
from widgets.season.network import (
    _LETTERS,
    _LINE,
    APPLIED,
    ELSEWHERE,
    network_picture,
    network_sentence,
)


@pytest.fixture(scope="module")
def ties() -> tuple[Tie, ...]:
    return known_where(Scenario(preset="source"))


def rows(chart: dict, n: int) -> list[dict]:
    """Return the rows behind the n-th layer."""
    return chart["layer"][n]["data"]["values"]


def middle(row: dict) -> float:
    """Return how far down the middle of a name's lines stands."""
    return row["y"] + row["text"].count("\n") / 2 * _LINE


def test_there_is_a_line_for_every_tie_and_a_name_at_each_end(ties: tuple[Tie, ...]) -> None:
    chart = network_picture(ties).to_dict()
    lines, people, programs = (rows(chart, n) for n in range(3))
    assert len(lines) == len(ties)
    at = {row["text"].replace("\n", " ").split(" (")[0]: middle(row) for row in people + programs}
    assert set(at) == {tie.role for tie in ties} | {tie.program for tie in ties}
    for line in lines:
        assert (line["y"], line["y2"]) == pytest.approx((at[line["role"]], at[line["program"]]))
    applied = {row["program"] for row in lines if row["where"] == APPLIED}
    assert applied == {tie.program for tie in ties if tie.applied}
    assert {row["where"] for row in lines} == {APPLIED, ELSEWHERE}


def test_names_do_not_overlap(ties: tuple[Tie, ...]) -> None:
    chart = network_picture(ties).to_dict()
    for side in (1, 2):
        found = sorted(rows(chart, side), key=lambda row: row["y"])
        for above, below in pairwise(found):
            lines = 1 + above["text"].count("\n")
            assert below["y"] - above["y"] >= lines * _LINE


def test_no_line_of_a_name_is_too_long_for_a_telephone(ties: tuple[Tie, ...]) -> None:
    chart = network_picture(ties).to_dict()
    for nth, side in ((1, "left"), (2, "right")):
        lines = [line for row in rows(chart, nth) for line in row["text"].split("\n")]
        assert max(map(len, lines)) <= _LETTERS[side]


def test_the_sentence_counts(ties: tuple[Tie, ...]) -> None:
    sentence = network_sentence(ties)
    assert network_picture(ties).to_dict()["description"] == sentence
    assert f"{len({tie.program for tie in ties})} programs" in sentence
    one = ties[:1]
    assert network_sentence(one).startswith("1 person could speak and is known at 1 program,")


def test_nobody_known_is_said_and_drawn(ties: tuple[Tie, ...]) -> None:
    empty = ties[:0]
    assert "Nobody" in network_sentence(empty)
    assert rows(network_picture(empty).to_dict(), 0) == []


def test_every_phrase_can_be_chosen_in_the_season_explorer() -> None:
    explorer = SeasonExplorer()
    assert [value for value, _ in explorer.phrase.options] == [
        *words.FEW_PHRASES,
        *(p for p in phrases() if p not in words.FEW_PHRASES),
    ]
