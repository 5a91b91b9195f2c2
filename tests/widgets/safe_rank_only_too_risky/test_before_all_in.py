"""Who is displaced by early offers: the picture counts what the comparison counts."""

import pytest

from engine import Scenario, compare
from engine.base.codes import TYPES
from widgets.safe_rank_only_too_risky import BeforeAllIn
from widgets.safe_rank_only_too_risky.before_all_in import SEASONS


@pytest.mark.parametrize("world", ["source", "evidence"])
def test_the_picture_counts_who_gains_and_who_loses(world):
    explorer = BeforeAllIn()
    explorer.world.value = world
    pair = (Scenario(preset=world, rules=on) for on in (True, False))
    table = compare(*pair, replicates=SEASONS).displaced().set_index("applicant_type")
    drawn = explorer.story.rows(explorer.result)["changes"]
    assert len(drawn) == 2 * len(TYPES)
    for row in drawn:
        change = "lost" if row["change"].startswith("lose") else "gained"
        assert abs(row["number"]) == table.loc[row["type"], change]
    assert f"{table['lost'].sum():.1f} people lose a place" in explorer.sentence.text
    assert explorer.scenario.rules is False
