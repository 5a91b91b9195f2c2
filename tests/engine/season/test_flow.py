"""How a season flows: the table, the page and what really runs say the same."""

import re
import sys
from pathlib import Path

from engine import Scenario, simulate
from engine.season.class_and_you import draw_others, draw_yours
from engine.season.flow import LEGEND, STAGES
from engine.season.stages import play

PAGE = Path(__file__).parents[3] / "docs" / "how-a-season-flows.md"


def ran(scenario):
    """Return the functions of the table in the order in which a season first enters them."""
    wanted = {stage.function.__code__: stage.place for stage in STAGES}
    entered = []

    def profile(frame, event, _arg):
        place = wanted.get(frame.f_code)
        if event == "call" and place is not None and frame.f_code not in seen:
            seen.add(frame.f_code)
            entered.append(place)

    seen = set()
    sys.setprofile(profile)
    try:
        others = draw_others(scenario.market, scenario.assumptions)
        yours = draw_yours(others, scenario)
        play(others, yours, 1, range_of(2))
    finally:
        sys.setprofile(None)
    return entered


def range_of(seasons):
    import numpy as np

    return np.arange(seasons)


def test_the_table_is_the_order_in_which_a_season_runs():
    # With rules off some programs offer early, so that every stage of the table runs. What
    # waiting is worth they say by a Match without early offers, so the Match begins before them.
    free = Scenario(rules=False, preset="source").with_market(applicants=60, seed=3)
    table = [stage.place for stage in STAGES]
    assert len(table) == 19
    found = ran(free)
    assert sorted(found) == sorted(table)
    reading = "season.applications.read_applications"
    early, match = "season.prematch.accept_early", "season.main_match.run_match"
    assert found.index(match) == found.index(early) - 1
    order = [place for place in table if place not in (reading, match, early)]
    # The class is read before you apply; both with one function.
    assert [place for place in found if place not in (reading, match, early)] == order
    assert found.index(reading) == found.index("market.draw.draw_you") - 1


def test_every_shape_is_in_the_legend():
    letters = {letter for stage in STAGES for letter in re.findall(r"\b[A-Z]\b", stage.shape)}
    assert letters <= set(LEGEND)
    assert len(letters) >= 8


def test_a_season_shows_the_table():
    table = simulate(Scenario(), 1).flow()
    assert table["function"].tolist() == [stage.place for stage in STAGES]
    assert table["stage"].is_unique


def test_the_page_shows_the_table():
    text = PAGE.read_text(encoding="utf-8")
    rows = [
        f"| {stage.name} | {stage.when} | `{stage.place}` | {stage.reads} | {stage.writes} "
        f"| {stage.shape} |"
        for stage in STAGES
    ]
    assert [row for row in rows if row not in text] == []
    for letter, meaning in LEGEND.items():
        assert f"| {letter} | {meaning} |" in text
