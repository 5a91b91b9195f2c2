"""Early offers: only where the rules allow them, accepted when waiting is worth less."""

from types import SimpleNamespace

import numpy as np
import pytest

from engine import Scenario, simulate
from engine.base.codes import MATCHED, PREMATCH, SOAP, US_IMG
from engine.base.ordering import fixed_point
from engine.market.population import early_shares
from engine.matching.joining import OPEN
from engine.season.early_positions import early_positions
from engine.season.prematch import worth_of_waiting
from tests.engine.seasons import everybody, play_scenario

BASE = Scenario().with_market(seed=3)
OUTSIDE = BASE.with_assumptions(outside_match_share=0.2)
# The documents' world: everybody is spoken about, so that some are "safe".
FREE = Scenario(rules=False, preset="source").with_market(seed=3)
FREE = FREE.with_assumptions(voices_mean=3.0, tie_share=0.8)


def early_of(files, rules):
    """Return what the programs of a class offer early."""
    return early_positions(files.market, files.dials, rules)


def season(scenario, seasons=60):
    return everybody(scenario), play_scenario(scenario, 1, np.arange(seasons))


def test_with_rules_a_program_in_the_match_offers_nothing_early():
    files, played = season(BASE)
    assert not early_of(files, rules=True).number.any()
    assert (played.outcome != PREMATCH).all()


def test_with_rules_only_programs_outside_and_no_us_senior():
    files, played = season(OUTSIDE)
    programs, people = files.market.programs, files.market.applicants
    early = early_of(files, rules=True).number
    assert early.tolist() == np.where(programs.outside_match, programs.positions, 0).tolist()
    signed = played.outcome == PREMATCH
    assert signed.sum() > 100
    assert (np.broadcast_to(people.kind, signed.shape)[signed] >= US_IMG).all()
    assert programs.outside_match[played.program[signed]].all()


def test_programs_outside_are_in_neither_match_nor_soap():
    files, played = season(OUTSIDE)
    late = np.isin(played.outcome, (MATCHED, SOAP))
    assert late.any()
    assert not files.market.programs.outside_match[played.program[late]].any()


@pytest.mark.parametrize("scenario", [OUTSIDE, FREE])
def test_no_program_takes_more_early_than_it_offers_early_nor_more_than_it_has(scenario):
    files, played = season(scenario)
    programs = len(files.market.programs)
    early = early_of(files, scenario.rules).number
    cell = np.arange(60)[:, None] * programs + played.program
    taken = np.bincount(cell[played.outcome == PREMATCH], minlength=60 * programs)
    assert taken.sum() > 100
    assert (taken.reshape(60, programs) <= early).all()
    filled = np.bincount(cell[played.program >= 0], minlength=60 * programs)
    assert (filled.reshape(60, programs) <= files.market.programs.positions).all()


def test_without_rules_community_programs_offer_early_to_those_who_are_safe():
    files, played = season(FREE)
    programs = files.market.programs
    early = early_of(files, rules=False).number
    offers = early > 0
    assert ((programs.prestige < 0) & (programs.field != 0))[offers].all()
    # As many of a field's positions as were filled outside the Match in 2010, rounded.
    for field, share in enumerate(early_shares()):
        here = programs.field == field
        assert early[here].sum() == round(share * programs.positions[here].sum())
    signed = played.signed
    assert (signed >= 0).any()
    safe = set(
        zip(
            played.interviews.applicant_cell[played.interviews.bucket == 0].tolist(),
            played.interviews.program_cell[played.interviews.bucket == 0].tolist(),
            strict=True,
        )
    )
    who = np.flatnonzero(signed.ravel() >= 0)
    assert {(a, p) for a, p in zip(who, signed.ravel()[who], strict=True)} <= safe
    kind = files.market.applicants.kind[who % len(files.market.applicants)]
    assert (kind < US_IMG).any()  # what R9 forbids happens here


def test_with_rules_on_the_same_world_has_no_early_offer():
    allowed = (
        Scenario(preset="source")
        .with_market(seed=3)
        .with_assumptions(voices_mean=3.0, tie_share=0.8)
    )
    assert (play_scenario(allowed, 1, np.arange(60)).outcome != PREMATCH).all()


def test_nobody_who_signed_takes_part_in_the_match():
    files, played = season(FREE)
    signed = played.signed >= 0
    assert (played.outcome[signed] == PREMATCH).all()
    assert (played.round[signed] == 0).all()
    in_soap = played.week.season * len(files.market.applicants) + played.week.applicant
    assert not signed.ravel()[in_soap].any()


def interviews(*rows):
    """Make interviews of (applicant, program, appeal, liking, ranked)."""
    applicant, program, appeal, liking, ranked = (
        np.array(column) for column in zip(*rows, strict=True)
    )
    return SimpleNamespace(
        applicant_cell=applicant.astype(np.int64),
        program_cell=program.astype(np.int64),
        rank_key=fixed_point(appeal),
        liking=liking.astype(np.float32),
        ranked=ranked.astype(bool),
    )


def test_worth_of_waiting_by_hand():
    # A coin toss for the first choice (liked 2), then a certain second (liked 1): 1.5. Nothing
    # is one unit under the second, 0, and never happens.
    seen = interviews((0, 0, 0.3, 2.0, True), (0, 1, 0.0, 1.0, True))
    worth = worth_of_waiting(
        seen, np.array([fixed_point(np.array(0.3)), OPEN]), doubt=0.5, cost=1.0
    )
    assert worth == pytest.approx([1.5, 1.5], abs=1e-3)


def test_waiting_is_worth_nothing_where_nobody_ranks_you_or_has_no_position():
    seen = interviews((0, 0, 9.0, 2.0, False), (0, 1, 9.0, 1.0, True), (1, 0, 0.0, 5.0, True))
    worth = worth_of_waiting(seen, np.array([OPEN, -1]), doubt=0.5, cost=1.0)
    assert worth == pytest.approx([0.0, 0.0, 5.0], abs=1e-3)


def test_what_waiting_is_worth_to_one_does_not_depend_on_others():
    rows = [(0, 0, 0.3, 2.0, True), (0, 1, 0.0, 1.0, True), (1, 1, 0.1, -4.0, True)]
    last = fixed_point(np.array([0.3, 0.2]))
    alone, together = (worth_of_waiting(interviews(*r), last, 0.5, 1.0) for r in (rows[:2], rows))
    assert together[:2] == pytest.approx(alone)


def test_nobody_interviewed():
    empty = interviews((0, 0, 0.0, 0.0, True))
    nothing = SimpleNamespace(**{name: column[:0] for name, column in vars(empty).items()})
    assert len(worth_of_waiting(nothing, np.array([OPEN]), 0.5, 1.0)) == 0


def test_early_offers_do_not_depend_on_which_seasons_are_played_together():
    whole = simulate(OUTSIDE, 40)
    for replicate in (0, 17, 39):
        alone = whole.replay(replicate)
        np.testing.assert_array_equal(alone.outcome[0], whole.outcome[replicate])
        np.testing.assert_array_equal(alone.program[0], whole.program[replicate])
