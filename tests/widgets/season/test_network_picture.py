"""The picture of who is known where, and the lexicon in the season explorer."""

from __future__ import annotations

from itertools import pairwise

import pytest

from engine import Scenario, phrases
from engine.study.networks import Tie, known_where
from widgets.season import SeasonExplorer, words
from widgets.season.network import (
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


def test_there_is_a_line_for_every_tie_and_a_name_at_each_end(ties: tuple[Tie, ...]) -> None:
    chart = network_picture(ties).to_dict()
    lines, people, programs = (rows(chart, n) for n in range(3))
    assert len(lines) == len(ties)
    assert {row["text"] for row in people} == {tie.role for tie in ties}
    assert {row["text"].split(" (")[0] for row in programs} == {tie.program for tie in ties}
    at = {row["text"].split(" (")[0]: row["y"] for row in [*people, *programs]}
    for line in lines:
        assert (line["y"], line["y2"]) == (at[line["role"]], at[line["program"]])
    applied = {row["program"] for row in lines if row["where"] == APPLIED}
    assert applied == {tie.program for tie in ties if tie.applied}
    assert {row["where"] for row in lines} == {APPLIED, ELSEWHERE}


def test_names_do_not_overlap(ties: tuple[Tie, ...]) -> None:
    chart = network_picture(ties).to_dict()
    for side in (1, 2):
        at = sorted(row["y"] for row in rows(chart, side))
        step = chart["height"] / chart["layer"][0]["encoding"]["y"]["scale"]["domain"][0]
        assert min(b - a for a, b in pairwise(at)) * step >= 12


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
