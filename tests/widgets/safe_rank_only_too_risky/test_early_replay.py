"""The replay of A and B says what the engine's case says, in both worlds."""

import pytest

from engine.study.cases import stories
from engine.study.early_story import played_early
from widgets.safe_rank_only_too_risky import EarlyReplay
from widgets.safe_rank_only_too_risky.early_replay import MEASURES, NOVEMBERS, A, B
from widgets.text.words import IF_TRUE


@pytest.fixture(scope="module")
def replay():
    return EarlyReplay()


@pytest.mark.parametrize("what", list(MEASURES))
def test_every_step_is_drawn_in_both_worlds(replay, what):
    replay.measure.value = what
    drawn = {(r["world"], r["step"]): r["share"] for r in replay.story.rows(replay.result)["steps"]}
    case = stories()["S3-37"]
    assert len(drawn) == len(IF_TRUE) * len(case.steps)
    for world, label in IF_TRUE.items():
        for one in played_early(case.under(world), replicates=NOVEMBERS):
            share = drawn[label, one.step]
            if not one.interviewed:
                assert share == 0
            elif what == "offered":
                assert share * one.interviewed == pytest.approx(one.offered)
            else:
                assert share == getattr(one, what)


def test_the_sentence_says_what_is_drawn(replay):
    replay.measure.value = "offered"
    text = {(r["world"], r["step"]): r["text"] for r in replay.story.rows(replay.result)["steps"]}
    said = replay.sentence.text
    assert f"A is given an early offer in {text[IF_TRUE['source'], A]}" in said
    assert f"B in {text[IF_TRUE['source'], B]} of those" in said
    drawn = replay.story.draw(replay.story.rows(replay.result), said).to_dict()
    assert drawn["description"] == said
