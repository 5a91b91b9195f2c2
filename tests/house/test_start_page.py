"""The numbers in the words of the start page are those of the class it opens."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from engine import Scenario, figure, phrases, simulate
from engine.base.codes import UNPLACED
from widgets.explorer import SEASONS
from widgets.match.worked_markets import WORKED
from widgets.season import SeasonExplorer
from widgets.season.before_and_after import GRADED
from widgets.season.words import NOBODY, PIN

PAGE = Path(__file__).parents[2] / "chapters" / "00-start-here.ipynb"


@pytest.fixture(scope="module")
def words():
    cells = json.loads(PAGE.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")


@pytest.fixture(scope="module")
def season():
    return simulate(Scenario(), replicates=SEASONS)


@pytest.mark.parametrize("preset", ["evidence", "source"])
def test_the_applicant_is_the_one_the_page_introduces(words, preset):
    market, you = simulate(Scenario(preset=preset), 1).market, Scenario().you
    assert market.applicants.needs_visa[-1]
    assert you.applicant_type == "non-US IMG"
    assert (you.mspe, you.letters, you.research, you.statement) == (0, 0, 0, 0)
    told = f"need a visa, scored `{you.step2}` on Step 2 CK and applied as widely as others like"
    assert told in words
    sent, kind = np.diff(market.start), market.applicants.kind
    assert sent[-1] == np.median(sent[:-1][kind[:-1] == kind[-1]])
    assert f"Raise the score from {you.step2} to {you.step2 + 10}" in words


def test_ten_points_and_a_word_are_weighed_as_instructors_are_told(words):
    told = PAGE.parents[1].joinpath("INSTRUCTORS.md").read_text(encoding="utf-8")
    explorer = SeasonExplorer()
    alone = []
    for control, value, back in (
        (explorer.score, 244, 234),
        (explorer.speaker, "away program director", NOBODY),
    ):
        control.value = value
        alone.append(counted(explorer.sentence.text))
        control.value = back
    assert f"Each beside the start, it is {alone[0]} points and {alone[1]}," in told
    explorer.score.value = 244
    explorer.pin.press()
    explorer.score.value, explorer.speaker.value = 234, "away program director"
    assert (explorer.phrase.value, explorer.heard_by.value) == ("I'd take them", 4)
    less = re.search(
        r"(\d+) points less than before \((.*?)\).*?, (\d+) points less", explorer.sentence.text
    )
    assert f"{less[1]} points less, and the interval of the difference is {less[2]};" in told
    assert f"with the articles' {less[3]} points less" in told
    for text in (words, told):
        assert "*Compare from here*" in text
        assert '"I\'d take them" to 4 programs' in text
    assert "is 0 in the interval in brackets?" in words
    assert PIN == "Compare from here"


def counted(sentence):
    """Return the points by which a place is more frequent in the world believed."""
    return int(re.search(r"(\d+) points? more than before", sentence)[1])


def test_the_class_has_the_size_the_page_says(words, season):
    market = season.market
    size = f"One class of {market.you} fictional applicants and {len(market.programs)} programs"
    assert size in words
    applicants = figure("active_applicants", "all", 2026).value
    programs = figure("programs_certified_tracks", "all", 2026).value
    assert f"more than {applicants // 1000:.0f},000 and {programs // 100 * 100:,.0f}" in words


def test_the_page_counts_the_seasons_of_its_explorer(words):
    assert f"what becomes of {SEASONS} seasons" in words
    assert f"over {GRADED:,} seasons, " in words


def test_at_most_sixty_words_stand_before_the_first_thing_to_do():
    title, first = json.loads(PAGE.read_text(encoding="utf-8"))["cells"][:2]
    assert first["cell_type"] == "code"
    assert 30 < len("".join(title["source"]).split()) <= 60


def test_the_lists_on_the_page_are_those_of_the_player(words):
    market = WORKED["five"]
    cells = [line.strip("|").split("|") for line in words.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in row] for row in cells[2:]]
    lists = {who: ranks for row in rows for who, ranks in (row[:2], row[2:]) if who}
    expected = {**market.applicants, **market.programs}
    assert lists == {who: ", ".join(ranks) for who, ranks in expected.items()}
    assert set(market.quotas.values()) == {2}
    assert "each program has two positions" in words


def test_nothing_before_a_locked_guess_tells_its_answer():
    cells = json.loads(PAGE.read_text(encoding="utf-8"))["cells"]
    waits = {
        cell["id"]: cell["metadata"].get("behind_the_match", {}).get("after") for cell in cells
    }
    asked = {"predict-call": "0.1", "match-player": "0.2"}
    assert {waits[id] for id in ("call-name", "explore", "season", "try")} == {"0.1"}
    assert {waits[id] for id in ("match-name", "match-tasks")} == {"0.2"}
    places = list(waits)
    for cell, key in asked.items():
        later = [id for id, after in waits.items() if after == key]
        assert min(map(places.index, later)) > places.index(cell)


def _with_the_call(preset, seasons):
    """Return how seasons end for you, without the call and with it."""
    plain = Scenario(preset=preset)
    called = plain.with_voice("away program director", "I'd take them", programs=4)
    return [simulate(one, replicates=seasons).outcome[:, -1] for one in (plain, called)]


def test_the_call_is_worth_what_the_page_says(words):
    assert "I'd take them" in phrases()
    shares = [100 * (ends != UNPLACED).mean() for ends in _with_the_call("evidence", GRADED)]
    told = "{:.0f} of 100 end with a place without the call and {:.0f} with it"
    assert told.format(*shares) in words


def test_the_dots_move_as_the_page_says(words):
    assert "Above, hardly a dot; below, about a third." in words
    moved = {}
    for preset in ("evidence", "source"):
        silent, called = _with_the_call(preset, SEASONS)
        moved[preset] = (silent != called).mean()
    assert 0 < moved["evidence"] < 0.06
    assert moved["source"] == pytest.approx(1 / 3, abs=0.05)
