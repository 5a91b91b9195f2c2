"""The explorers of chapter 03, driven by their controls as a reader drives them."""

import math
from types import SimpleNamespace

import numpy as np
import pytest

from engine import claim, figure
from engine.base.codes import MATCHED, UNPLACED
from engine.formulas import match_probability
from engine.study.comparison import Comparison
from engine.study.intervals import paired
from engine.study.plain import Change
from engine.study.voices.reach_of_words import FIRSTHAND, PASSED_ON
from engine.study.voices.texting import DELIGHTED, WARNING
from tests.widgets.seen import check_refusal
from widgets import who_knows_whom
from widgets.season.fate import tell
from widgets.text.words import IF_TRUE
from widgets.who_knows_whom import (
    AwayReplay,
    Frontier,
    LateCall,
    OneLineTexts,
    SeasonClock,
    Silence,
    TrustDial,
    WhoHears,
    WhoseNetworks,
    late_call,
    season_clock,
)
from widgets.who_knows_whom.late_call import CallView
from widgets.who_knows_whom.map_picture import STATES
from widgets.who_knows_whom.season_clock import ClockView
from widgets.who_knows_whom.trust import CALLERS
from widgets.who_knows_whom.whose_networks import NETWORKS
from widgets.who_knows_whom.words import UNKNOWN, WARMEST

ALL = tuple(getattr(who_knows_whom, name) for name in who_knows_whom.__all__)
CAUTIOUS, LATE, EARLY = "I'd be cautious", "January or later", "by September"

ARTICLES, STUDIES = IF_TRUE["source"], IF_TRUE["evidence"]


@pytest.fixture(scope="module")
def made():
    return {one: one() for one in ALL}


@pytest.fixture
def explorer(made, request):
    made[request.param].start_over()
    return made[request.param]


def each(*of):
    return pytest.mark.parametrize("explorer", of, indirect=True, ids=lambda one: one.__name__)


@each(*ALL)
def test_a_picture_says_its_sentence_and_can_be_read_as_a_table(explorer):
    assert explorer.sentence.text == explorer.picture.description
    assert "nan" not in explorer.sentence.text
    assert "{" not in explorer.sentence.text + explorer.caveat.value
    for name, table in explorer.tables.items():
        rows = explorer.picture.rows[name]
        assert rows
        assert set(table.columns) <= set(rows[0])
    assert explorer.caveat.value


@each(*ALL)
def test_reset_brings_the_first_view_back(explorer):
    first = explorer.sentence.text
    for control in explorer.controls.values():
        if hasattr(control, "options"):
            control.value = [option[0] for option in control.options][-1]
    explorer.start_over()
    assert explorer.sentence.text == first


# --- the late call ------------------------------------------------------------------------------


def points(explorer, world):
    one = explorer.result.worlds[world]
    return 100 * (one.after.share("matched") - one.before.share("matched"))


@each(LateCall)
def test_a_season_that_is_asked_says_where_it_went(explorer):
    for world, one in enumerate(explorer.result.worlds.values()):
        explorer.picture.asked = {"world": world, "season": 3}
        assert explorer.picture.answer == tell(one, 3)
        assert explorer.picture.answer.startswith("Season 4")


@each(LateCall)
def test_a_warning_takes_more_than_late_praise_adds(explorer):
    praise = points(explorer, ARTICLES)
    explorer.said.value = CAUTIOUS
    assert points(explorer, ARTICLES) < -3 * max(praise, 0)
    assert "fewer matches" in explorer.sentence.text


@each(LateCall)
def test_early_praise_does_more_than_late_and_studies_shrink_it(explorer):
    late = points(explorer, ARTICLES)
    explorer.when.value = EARLY
    early = points(explorer, ARTICLES)
    assert early > late + 10
    assert abs(points(explorer, STUDIES)) < early / 2


@each(LateCall)
def test_nobody_who_calls_changes_nothing(explorer):
    explorer.called.text = "0"
    assert points(explorer, ARTICLES) == points(explorer, STUDIES) == 0
    assert explorer.sentence.text.count(", the call changes no match (") == 2
    shares = explorer.picture.rows["shares"]
    for world in (ARTICLES, STUDIES):
        for name in ("matched", "SOAP"):
            row = [r["count"] for r in shares if (r["world"], r["bin"]) == (world, name)]
            assert row[0] == row[1]


@pytest.mark.parametrize(
    ("gained", "told"),
    [
        (0, "changes no match (86% → 86%)."),  # 171 of 200 as well as 173 are told as 86
        (1, "changes hardly any match (\u22121 to +2; 86% → 86%)."),
        (2, "makes 1 more match in 100 (\u22121 to +3; 86% → 86%)."),
    ],
)
def test_what_changes_few_matches_is_not_told_as_what_changes_none(gained, told):
    def season(matched):
        outcome = np.repeat([MATCHED, UNPLACED], [matched, 200 - matched])[:, None]
        return SimpleNamespace(
            outcome=outcome,
            share=lambda _: matched / 200,
            your_mean_rank=lambda: math.nan,
        )

    before, after = season(171), season(171 + gained)
    view = CallView({ARTICLES: Comparison(before, after)})
    assert late_call.describe(view) == f"{ARTICLES}, the call {told}"


@each(LateCall)
def test_a_preceptor_whom_nobody_knows_does_almost_nothing(explorer):
    explorer.when.value = EARLY
    explorer.speaker.value = "attending"
    assert abs(points(explorer, ARTICLES)) < 5


# --- the frontier, and trust --------------------------------------------------------------------


@each(Frontier)
@pytest.mark.parametrize(
    ("start", "shift", "places", "texts"),
    [
        ("45", "20", (45, 25), ["before: 1%", "after: 80%"]),
        ("1", "30", (1, 1), ["", "before and after: 100%"]),
        ("80", "30", (80, 50), ["", "before and after: 0%"]),
        ("20", "5", (20, 15), ["", "before: 95%, after: 99%"]),
        ("80", "-30", (80, 110), ["", "before and after: 0%"]),
    ],
)
def test_chances_that_are_near_are_told_in_one_text(explorer, start, shift, places, texts):
    explorer.start.text, explorer.shift.text = start, shift
    rows = explorer.picture.rows
    assert tuple(row["place"] for row in rows["marks"]) == places
    assert [row["text"] for row in rows["marks"]] == texts
    assert rows["curve"][-1]["place"] == max(80, *places)  # no mark stands beyond the curve


@each(Frontier)
def test_the_frontier_shows_the_numbers_of_exercise_3_3(explorer):
    rows = explorer.picture.rows
    assert len(rows["curve"]) == 80
    for row in rows["curve"]:
        assert row["chance"] == pytest.approx(match_probability(row["place"]))
    gain = {row["place"]: row["gain"] for row in rows["curve"]}
    assert max(gain, key=gain.get) == 40
    assert gain[25] == pytest.approx(match_probability(5) - match_probability(25))
    assert explorer.sentence.text.endswith(f"from place 40: +{100 * gain[40]:.0f} points.")
    texts = {row["place"]: row["gain_text"] for row in rows["curve"]}
    assert texts[40] == f"+{100 * gain[40]:.0f} points"  # a difference is no share
    assert explorer.shift.value == claim("S1-30", "rank places gained").value


@each(Frontier)
def test_the_top_and_the_bottom_gain_nothing(explorer):
    for place in ("5", "75"):
        explorer.start.text = place
        before, after = explorer.picture.rows["marks"]
        assert after["chance"] - before["chance"] < 0.005
    explorer.shift.text = "0"
    assert "worth the same everywhere" in explorer.sentence.text
    assert {row["gain"] for row in explorer.picture.rows["curve"]} == {0.0}
    explorer.shift.text = "-20"
    assert (
        "A fall of 20 places costs most from place 20: \u221290 points." in explorer.sentence.text
    )
    assert "worth" not in explorer.sentence.text
    explorer.shift.text = "-30"
    explorer.start.text = "20"
    assert explorer.picture.rows["marks"][1]["chance"] < 0.01


@each(TrustDial)
def test_trust_is_what_directors_report(explorer):
    for who in ("known mentor", "unknown mentor", "applicant"):
        acted = figure("rank_higher_given_endorsement", who).value
        assert explorer.result.studies[who] == pytest.approx(match_probability(45, 20, acted))
    assert explorer.result.articles["unknown mentor"] == explorer.result.articles["nobody"]
    explorer.acted.text = "0"  # as the study of otolaryngology may be read: no contact does a thing
    assert set(explorer.result.studies.values()) == {explorer.result.studies["nobody"]}
    explorer.acted.text = "0.2"
    chances = [explorer.result.studies[who] for who in CALLERS]
    assert chances == sorted(set(chances))  # a friend is never worth less than a stranger
    assert f"With the chance you set it is {chances[-1]:.0%}" in explorer.sentence.text
    explorer.acted.text = "1"
    assert explorer.result.studies["known mentor"] == explorer.result.articles["known mentor"]
    explorer.acted.text = "1.5"
    assert "from 0 to 1" in explorer.acted.problem


# --- the map ------------------------------------------------------------------------------------


@each(WhoHears)
def test_a_bad_word_travels_and_a_good_one_does_not(explorer):
    for reach in explorer.result.reaches:
        assert (reach.how == PASSED_ON).any()
        assert (reach.how == FIRSTHAND).any(axis=0).sum() == 1
    explorer.said.value = WARMEST
    assert not any((reach.how == PASSED_ON).any() for reach in explorer.result.reaches)
    assert explorer.sentence.text.endswith("Nothing of it is passed on.")
    explorer.said.value, explorer.reading.value = CAUTIOUS, "no"
    assert not any((reach.how == PASSED_ON).any() for reach in explorer.result.reaches)


@each(WhoHears)
def test_the_region_hears_most_and_other_fields_least(explorer):
    (reach, _), programs = explorer.result.reaches, explorer.result.reaches[0].programs
    start = int(np.flatnonzero((reach.how == FIRSTHAND).any(axis=0))[0])
    here = reach.program[start]
    share = (reach.how == PASSED_ON).mean(axis=0)
    near = programs.region[reach.program] == programs.region[here]
    field = programs.field[reach.program] == programs.field[here]
    elsewhere = np.arange(len(share)) != start
    found = [share[mask & elsewhere].mean() for mask in (near, field & ~near, ~field & ~near)]
    told = [
        claim("S1-41", group).value / 100
        for group in ("same-region programs", "same specialty nationally", "cross-specialty")
    ]
    assert found == pytest.approx(told, abs=0.05)


@each(WhoHears)
def test_the_same_phrase_has_another_reach_for_another_type(explorer):
    explorer.place.text = "0"
    explorer.said.value = WARMEST
    senior, abroad = explorer.result.reaches
    assert senior.tied.sum() > abroad.tied.sum() > 0
    assert senior.mean() > abroad.mean()


@each(WhoHears)
def test_the_speaker_moves_over_the_map(explorer):
    said = set()
    for place in (1, 7, 39):
        explorer.place.text = str(place)
        said.add(explorer.sentence.text)
        heard = [r["name"] for r in explorer.picture.rows["programs"] if r["state"] == STATES[1]]
        assert heard == [explorer.result.where.split()[1]] * 2
    assert len(said) == 3
    explorer.place.text = "40"
    assert "from 0 to 39" in explorer.place.problem
    explorer.place.text = "1.5"
    assert "whole number" in explorer.problem.text + explorer.place.problem


@each(WhoHears)
def test_a_stranger_is_known_nowhere(explorer):
    for place in ("0", "1"):
        explorer.place.text, explorer.speaker.value = place, "away program director"
        known = explorer.result.reaches[0]
        explorer.speaker.value = UNKNOWN
        stranger = explorer.result.reaches[0]
        assert stranger.mean() < 0.2 * known.mean()
        assert not stranger.tied.any()
        assert known.tied.any()
        assert "wherever the speaker is known" not in explorer.sentence.text


@each(WhoHears)
def test_parts_of_one_harm_say_how_little_each_weighs(explorer):
    assert "of its weight" not in explorer.sentence.text
    explorer.reading.value = "split"
    reach = explorer.result.reaches[0]
    passed = reach.how == PASSED_ON
    assert passed.sum(axis=1).max() == len(reach.program) - 1
    assert reach.weight[passed].sum() == pytest.approx(passed.any(axis=1).sum())  # one harm
    assert explorer.sentence.text.endswith(
        "38.0 have it from other programs, each at 2.6% of its weight."
    )


@each(WhoHears)
def test_no_two_programs_lie_on_one_another(explorer):
    spots = [
        (row["side"], round(row["x"], 3), round(row["y"], 3))
        for row in explorer.picture.rows["programs"]
    ]
    assert len(spots) == len(set(spots)) == 78


# --- the clock, the replay ----------------------------------------------------------------------


@each(SeasonClock)
def test_a_call_is_worth_most_early_and_nothing_at_the_top(explorer):
    early, _, late = explorer.result.points["source"]
    assert early > 10 > abs(explorer.result.points["evidence"][0])
    assert early > late
    explorer.group.value = "top"
    assert max(map(abs, explorer.result.points["source"])) < early / 2
    explorer.group.value = "flagged"
    assert explorer.result.points["source"][0] > early


@each(SeasonClock)
def test_a_word_that_takes_is_told_as_that_and_has_room_for_its_number(explorer):
    def check_room(bars):
        values = [0, *(row[name] for row in bars for name in ("points", "low", "high"))]
        room = 0.2 * (max(values) - min(values))  # three signs on the narrowest picture
        assert room > 0
        for row in bars:
            assert row["low"] <= row["points"] <= row["high"]
            assert row["end"] == (row["high"] if row["points"] >= 0 else row["low"])
            away = room if row["points"] >= 0 else -room
            assert row["room"] == pytest.approx(row["end"] + away)

    assert "changes the matches of 100 seasons by +" in explorer.sentence.text
    check_room(explorer.picture.rows["bars"])
    explorer.group.value, explorer.starts.value = "flagged", "speaker"
    explorer.said.value = CAUTIOUS
    assert "by \u2212" in explorer.sentence.text
    assert "adds" not in explorer.sentence.text
    check_room(explorer.picture.rows["bars"])


def test_the_clock_names_every_moment_that_ties_and_what_may_be_chance():
    def changes(*counts):
        found = ((n / 200, *paired(n, 0, 200)) for n in counts)
        return tuple(Change("matched", 0.5, 0.5 + one[0], *one) for one in found)

    def told(source, evidence):
        return season_clock.describe(
            ClockView({"source": changes(*source), "evidence": changes(*evidence)}, 200)
        )

    both = told((64, 64, 19), (3, 3, 1))
    assert "by +32 [+25, +38] if it comes by September or between October and December." in both
    assert "In January: +10 [+5, +14]." in both
    assert both.endswith("With those of studies: no change beyond chance, early or late.")
    assert "+10 [+5, +14] if it comes at any moment. With" in told((19, 19, 19), (0, 0, 0))
    assert "+32 [+25, +38] if it comes in January. With" in told((19, 19, 64), (0, 0, 0))
    nowhere = told((1, 1, 2), (19, 0, 0))
    assert "the call makes no change beyond chance at any moment." in nowhere
    assert "of studies: by September +10 [+5, +14], in January no change" in nowhere


@each(SeasonClock)
def test_who_calls_unasked_may_come_too_late(explorer):
    asked = explorer.result.points["source"]
    explorer.starts.value = "speaker"
    unasked = explorer.result.points["source"]
    assert unasked[0] == asked[0]
    assert unasked[1] < asked[1]


@each(AwayReplay)
def test_the_away_word_opens_and_home_undoes(explorer):
    told = {row["step"]: row for row in explorer.picture.rows["steps"] if row["world"] == ARTICLES}
    share = {step: row["value"] for step, row in told.items()}
    assert len(share) == 9
    # What good interviews do is not the late word's doing.
    alone = share["good interviews, no call"]
    assert share["good interviews, and the word as lists are made"] - alone < 0.02
    assert alone > share["the same word, as lists are made"] + 0.1
    assert f"Good interviews alone take it to {alone:.0%}" in explorer.sentence.text
    assert share["the away director's word, before invitations"] > share["no call"] + 0.2
    assert share["the same words, by a stranger"] == pytest.approx(share["no call"], abs=0.05)
    warned = share["home warns, nobody else speaks"]
    assert warned < share["home warns, and the away director speaks"] < share["no call"]
    explorer.shown.value = "place"
    places = {
        r["step"]: r["value"] for r in explorer.picture.rows["steps"] if r["world"] == ARTICLES
    }
    early = places["the away director's word, before invitations"]
    assert early < places["no call"]
    said = f"takes the mean place on the lists from {places['no call']:.0f} to {early:.0f};"
    assert said in explorer.sentence.text


# --- silence, texts, networks -------------------------------------------------------------------


@each(Silence)
def test_silence_is_weighed_by_bayes(explorer):
    view = explorer.result
    told, quiet = ((counts <= view.seen).mean() for counts in (view.told, view.without))
    assert 0 < quiet < told
    expected = 0.1 * told / (0.1 * told + 0.9 * quiet)
    assert view.sure == pytest.approx(expected)
    assert f"{expected:.0%} were" in explorer.sentence.text
    explorer.prior.text = "0"
    assert explorer.result.sure == 0
    explorer.prior.text = "100"
    assert explorer.result.sure == 1
    for kind in {row["kind"] for row in explorer.picture.rows["bars"]}:
        shares = [r["share"] for r in explorer.picture.rows["bars"] if r["kind"] == kind]
        assert math.isclose(sum(shares), 1)


@each(Silence)
def test_where_so_few_interviews_never_come_they_say_nothing(explorer):
    assert "come in no season here" not in explorer.sentence.text
    explorer.preset.value = "evidence"
    assert min(explorer.result.told.min(), explorer.result.without.min()) > explorer.seen.value
    assert "3 or fewer interviews come in no season here" in explorer.sentence.text
    assert "were not" not in explorer.sentence.text


@each(OneLineTexts)
def test_texts_put_people_in_and_others_out(explorer):
    low, high = (claim("S1-15", end).value / 100 for end in ("low", "high"))
    assert low <= explorer.result.owed() <= high
    invited, answer = explorer.result.invited, explorer.result.answer
    assert (invited.sum(axis=1) == 40).all()
    assert invited[answer == DELIGHTED].mean() > 0.95
    assert not invited[:, :40][answer[:, :40] == WARNING].any()
    explorer.asked.text = "0"
    assert explorer.result.owed() == 0
    assert (explorer.result.invited[:, :40]).all()
    explorer.asked.text = "100"
    assert explorer.result.owed() > high
    explorer.slots.text = "2.5"
    assert "whole number" in explorer.problem.text + explorer.slots.problem


@each(WhoseNetworks)
def test_gains_have_intervals_and_are_smaller_in_the_studies_world(explorer):
    gains = explorer.result
    assert len(gains) == 10
    assert all(one.low <= one.gain <= one.high for one in gains if one.gain)
    still = next(one for one in gains if not one.gain)  # no class of the twelve moves
    assert math.isnan(still.low)
    row = next(
        row
        for row in explorer.picture.rows["gains"]
        if (row["type"], row["world"]) == (still.kind, IF_TRUE[still.preset])
    )
    assert (row["low"], row["gain"], row["high"], row["text"]) == (0, 0, 0, "no change seen")
    told, found = ([abs(g.gain) for g in gains if g.preset == p] for p in ("source", "evidence"))
    assert sum(told) > sum(found)
    before = explorer.sentence.text
    explorer.network.value = "equal for all"
    assert explorer.sentence.text != before


@each(WhoseNetworks)
def test_what_is_named_first_is_beyond_the_noise(explorer):
    for network in NETWORKS:
        explorer.network.value = network
        told = [one for one in explorer.result if one.preset == "source"]
        sure = max((one for one in told if one.sure), key=lambda one: abs(one.gain))
        first, rest = explorer.sentence.text.split(" (", 1)
        assert first.endswith(f"2 of 5 types, most the {sure.kind}")
        assert rest.startswith(f"{sure.said()['gain']} places in 100 [")
        most = max(told, key=lambda one: abs(one.gain))
        within = f"The {most.kind}'s {most.said()['gain']} "
        assert (within in explorer.sentence.text) is not most.sure
        found = sum(one.sure for one in explorer.result if one.preset == "evidence")
        told = f"{found} of 5 types" if found else "none."
        assert f"with those of studies, {told}" in explorer.sentence.text
        assert found == (network == "equal for all")  # the answer of the guess is none
    assert "Of twenty such intervals about one misses" in explorer.caveat.value


@each(WhoHears)
def test_one_number_has_one_verb(explorer):
    explorer.place.text, explorer.preset.value = "0", "evidence"
    for reach, title in zip(explorer.result.reaches, explorer.picture.rows["titles"], strict=True):
        number = f"{reach.mean():.1f}"
        assert title["text"].endswith(f"{number} of {len(reach.program)} programs act on it")
        assert f"{number} " in explorer.sentence.text
    assert "acted on by" in explorer.sentence.text
    assert "hear" not in explorer.sentence.text + explorer.note + " ".join(STATES)


@each(LateCall, Frontier, TrustDial, WhoHears, Silence, OneLineTexts)
def test_what_is_no_number_is_refused_by_its_control(explorer):
    dials = [one for one in explorer.controls.values() if hasattr(one, "low")]
    assert dials
    for dial in dials:
        for entered in ("", "lots", "-1000"):
            check_refusal(explorer, dial, entered)
