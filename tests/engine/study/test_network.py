"""Ties: who is known where, and why."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pytest

from engine import MarketError, Scenario, network, roles
from engine.backchannel.ties import KINDS
from engine.study.networks import known_where
from tests.engine.seasons import everybody

EVEN = {"tie_in_region": 1, "tie_in_small_field": 1, "tie_of_img": 1}
FIRST = Scenario(preset="source")


def share(scenario: Scenario, **where: str) -> float:
    """Return the share of possible ties that exist, of ten roles and some programs."""
    files = everybody(scenario)
    programs = files.market.programs
    ties = network(scenario)
    of = np.ones(len(programs), bool)
    for column, value in where.items():
        ties = ties[ties[column] == value]
        whole = network(scenario.with_assumptions(tie_share=1, **EVEN))
        of &= np.isin(programs.names, whole.loc[whole[column] == value, "program"])
    return len(ties) / (10 * int(of.sum()))


def test_with_every_tie_everybody_is_known_everywhere() -> None:
    ties = network(FIRST.with_assumptions(tie_share=1, **EVEN))
    programs = len(everybody(FIRST).market.programs)
    assert len(ties) == 10 * programs
    assert set(ties["role"]) == set(roles())
    assert set(ties["kind"]) == {"former colleague", "conference", "alumni"}


def test_without_ties_nobody_is_known() -> None:
    assert network(FIRST.with_assumptions(tie_share=0)).empty
    assert network(FIRST.with_assumptions(tie_of_img=0)).empty


def test_ties_are_denser_at_home_and_in_small_fields_and_thinner_for_imgs() -> None:
    even = FIRST.with_assumptions(**EVEN)
    assert share(even.with_assumptions(tie_in_region=3), region="Midwest") > share(
        even, region="Midwest"
    )
    assert share(even.with_assumptions(tie_in_region=3), region="West") == share(
        even, region="West"
    )
    small = even.with_assumptions(tie_in_small_field=3)
    assert share(small, field="competitive") > share(even, field="competitive")
    assert share(small, field="general") == share(even, field="general")
    thin = even.with_assumptions(tie_of_img=0.5)
    assert share(thin) < share(even)
    assert share(thin.with_you(applicant_type="US MD senior")) == share(
        even.with_you(applicant_type="US MD senior")
    )


def test_a_tie_that_only_the_region_or_the_field_explains_is_named_after_it() -> None:
    ties = network(FIRST.with_assumptions(tie_of_img=1, tie_in_region=3, tie_in_small_field=3))
    assert set(ties["kind"]) == set(KINDS) - {"home"}
    assert set(ties.loc[ties["kind"] == "region", "region"]) == {FIRST.you.region}
    assert set(ties.loc[ties["kind"] == "specialty", "field"]) == {"competitive"}


def test_more_ties_keep_those_there_were() -> None:
    few, many = (
        set(zip(ties["role"], ties["program"], strict=True))
        for ties in (network(FIRST.with_assumptions(tie_share=s)) for s in (0.1, 0.3))
    )
    assert few < many


def test_your_speakers_are_known_where_the_network_says() -> None:
    scenario = FIRST.with_voice("alumnus", "I'd take them")
    files = everybody(scenario)
    made = files.calls
    mine = made.application >= files.yours.start
    heard = {files.market.programs.names[p] for p in files.program[made.application[mine]]}
    ties = network(scenario)
    known = ties[ties["speaks"] & ties["applied"]]
    assert set(known["role"]) == {"alumnus"}
    assert set(known["program"]) == heard


def test_others_have_only_the_speakers_they_have() -> None:
    people = everybody(FIRST).speakers
    who = int(people.applicant[0])
    ties = network(FIRST, who)
    assert set(ties["applicant"]) <= {f"applicant {who}"}
    own = people.role[people.start[who] : people.start[who + 1]]
    assert set(ties["role"]) <= {list(roles())[role] for role in own}
    with pytest.raises(MarketError, match="applicant is 999"):
        network(FIRST, 999)


def test_plain_rows_are_those_of_the_table() -> None:
    ties = known_where(FIRST)
    assert ties
    assert [asdict(tie) for tie in ties] == network(FIRST).to_dict("records")
