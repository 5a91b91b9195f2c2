"""The season explorer, driven by its controls as a reader drives it."""

import re
from dataclasses import asdict, fields, replace

import numpy as np
import pytest

from engine import MarketError, Scenario, figure, phrases, simulate
from engine.base.codes import LEVELS, MOMENTS, TYPES, UNPLACED
from engine.scenario.assumptions import dial
from engine.scenario.rules import Verdict, judge_scenario
from engine.scenario.voice import Voice
from engine.scenario.you import SCHOOL_RECORDS
from engine.study.comparison import Comparison
from tests.widgets.seen import shown
from widgets.controls.fields import NumberControl, SettingChoice
from widgets.explorer import SEASONS, ScenarioText
from widgets.season import SeasonExplorer, words
from widgets.season import verdicts as season_rules
from widgets.season.fate import tell
from widgets.season.lists import cut_marks
from widgets.season.story import _turn, describe, draw, rows
from widgets.season.verdicts import closed_by, pass_mark_line
from widgets.text.words import AFTER, BEFORE


@pytest.fixture(scope="module")
def shared():
    return SeasonExplorer()


@pytest.fixture
def explorer(shared):
    shared.reset.press()
    return shared


def test_the_first_view_says_that_nothing_changed(explorer):
    assert "before and after are the same" in explorer.sentence.text
    assert str(SEASONS) in explorer.sentence.text
    assert explorer.picture.description == explorer.sentence.text


def test_sentence_and_pictures_follow_the_score(explorer):
    explorer.score.text = "262"
    after = shares(explorer, words.WORLDS["evidence"], AFTER)
    assert f"a place in {1 - after[words.OUTCOMES['unplaced']]:.0%}" in explorer.sentence.text
    other = shares(explorer, words.WORLDS["source"], AFTER)
    assert f"right, in {1 - other[words.OUTCOMES['unplaced']]:.0%}" in explorer.sentence.text
    points = int(re.search(r"(\d+) points more than before", explorer.sentence.text)[1])
    assert points >= 10


def test_the_score_slider_is_marked_where_a_program_begins_to_read(explorer):
    marks = explorer.score.marks
    assert marks == sorted(cut_marks(explorer.result.main.after)) != []
    explorer.kind.value = "US MD senior"  # who applies elsewhere, and whom fewer filters stop
    assert explorer.score.marks == sorted(cut_marks(explorer.result.main.after)) != marks
    assert explorer.score.told()["marks"] == explorer.score.marks
    explorer.score.text = str(explorer.score.marks[-1])
    assert f"{explorer.score.marks[-1]} (" in explorer.score.help


def shares(explorer, world, when):
    """How often the seasons of a world end how, at a time."""
    rows = explorer.picture.rows["shares"]
    return {r["bin"]: r["share"] for r in rows if (r["world"], r["when"]) == (world, when)}


def test_shares_of_the_outcomes_add_up_in_both_worlds(explorer):
    explorer.score.text = "250"
    for world in words.WORLDS.values():
        for when in (BEFORE, AFTER):
            found = shares(explorer, world, when)
            assert list(found) == list(words.OUTCOMES.values())
            assert sum(found.values()) == pytest.approx(1)


def test_the_world_believed_stands_first_and_its_lists_are_shown(explorer):
    explorer.score.text = "244"
    names = [world["name"] for world in explorer.picture.rows["worlds"]]
    lists = explorer.picture.rows["lists"]
    explorer.preset.value = "source"
    assert [world["name"] for world in explorer.picture.rows["worlds"]] == names[::-1]
    assert explorer.sentence.text.startswith(words.WORLDS["source"])
    assert explorer.picture.rows["lists"] != lists


def test_a_dot_that_is_asked_tells_its_season(explorer):
    explorer.score.text = "244"
    dots = explorer.picture.pictures[0]
    dots.asked = {"world": 1, "season": 16}
    assert dots.answer == tell(explorer.result.other, 16)
    explorer.score.text = "250"
    assert dots.answer == tell(explorer.result.other, 16)
    dots.asked = {}


def test_five_phrases_come_first_and_one_of_each_kind(explorer):
    first = [value for value, _ in explorer.phrase.options][:5]
    assert first == list(words.FEW_PHRASES)
    codes = [phrases()[text].code for text in first]
    assert codes == sorted(codes, reverse=True)
    assert {code > 0 for code in codes if code} == {True, False}
    assert 0 in codes


def test_fewer_applications_cost_places(explorer):
    explorer.applications.value = 5
    assert "less than before" in explorer.sentence.text
    assert "you no longer apply to" in explorer.sentence.text
    applied = explorer.picture.rows["stages"][len(words.STAGES)]
    assert (applied["when"], applied["text"]) == (AFTER, "5")


def test_counts_fall_from_stage_to_stage(explorer):
    counts = [r["count"] for r in explorer.picture.rows["stages"] if r["when"] == AFTER]
    assert len(counts) == len(words.STAGES)
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1] > 0


@pytest.mark.parametrize(
    ("control", "typed", "named"),
    [
        ("score", "-5", words.SCORE),
        ("score", "nan", words.SCORE),
        ("score", "abc", words.SCORE),
        ("score", "", words.SCORE),
        ("score", "234.5", words.SCORE),
        ("file", "9", words.FILE),
        ("heard_by", "-1", words.HEARD_BY),
    ],
)
def test_bad_input_is_named_by_its_control_and_the_last_good_picture_stays(
    explorer, control, typed, named
):
    explorer.speaker.value = "chief resident"
    explorer.score.text = "250"
    good = shown(explorer)
    getattr(explorer, control).text = typed
    assert named in getattr(explorer, control).problem
    assert shown(explorer) == good
    explorer.reset.press()
    assert getattr(explorer, control).problem == ""
    assert shown(explorer) != good


def test_a_voice_changes_the_result_and_nobody_restores_it(explorer):
    first = shown(explorer)
    explorer.preset.value = "source"
    alone = shown(explorer)
    explorer.speaker.value = "home program director"
    assert "more than before" in explorer.sentence.text
    explorer.speaker.value = words.NOBODY
    assert shown(explorer) == alone
    explorer.preset.value = "evidence"
    assert shown(explorer) == first


def test_the_caveat_names_the_numbers_in_use(explorer):
    assert words.KINDS["evidence"] in explorer.caveat.value
    explorer.preset.value = "source"
    assert words.KINDS["source"] in explorer.caveat.value


def test_pinning_makes_the_present_settings_the_before(explorer):
    explorer.score.text = "255"
    explorer.pin.press()
    assert "before and after are the same" in explorer.sentence.text
    explorer.score.text = "245"
    assert "less than before" in explorer.sentence.text


def test_a_bad_entry_cannot_be_pinned(explorer):
    explorer.score.text = "-5"
    explorer.pin.press()
    assert explorer.pinned == explorer.start


def test_other_seasons_are_other_seasons(explorer):
    first = shown(explorer)
    explorer.again.press()
    assert shown(explorer)[1] != first[1]
    explorer.seed -= 1
    explorer.refresh()
    assert shown(explorer) == first


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("score", ["180", "300"])
def test_every_type_survives_the_extremes(explorer, kind, score):
    explorer.kind.value = kind
    explorer.score.text = score
    explorer.file.text = "-2" if score == "180" else "2"
    assert not any(control.problem for control in explorer.controls.values())
    assert "simulated seasons" in explorer.sentence.text


def test_every_phrase_and_role_can_be_chosen(explorer):
    roles = [value for value, _ in explorer.speaker.options]
    said = [value for value, _ in explorer.phrase.options]
    assert (len(roles), len(said)) == (11, 59)
    for role in roles:
        explorer.speaker.value = role
        assert explorer.problem.text == ""
        spoken = [voice.role for voice in explorer.result.main.after.scenario.voices]
        assert spoken == ([role] if role != words.NOBODY else [])
    for phrase in said:
        explorer.phrase.value = phrase
        assert explorer.problem.text == ""
        (voice,) = explorer.result.main.after.scenario.voices
        assert voice.phrase == phrase


def test_the_sentence_counts_one_point_as_one():
    seasons = simulate(Scenario(), replicates=100)
    outcome = seasons.outcome.copy()
    placed = np.flatnonzero(outcome[:, -1] != UNPLACED)
    outcome[placed[:1], -1] = UNPLACED
    one_less = replace(seasons, outcome=outcome)
    assert _turn(Comparison(seasons, one_less)) == "1 point less"
    assert _turn(Comparison(one_less, seasons)) == "1 point more"
    assert _turn(Comparison(seasons, seasons)) == words.AS_OFTEN


def test_what_the_engine_refuses_elsewhere_is_shown_in_the_line_of_the_explorer(explorer):
    def refuse():
        raise MarketError(["market.seed is 'x'; it must be a whole number"])

    explorer.simulate, simulate = refuse, explorer.simulate
    explorer.refresh()
    assert "market.seed" in explorer.problem.text
    explorer.simulate = simulate
    explorer.refresh()
    assert explorer.problem.text == ""


def test_two_explorers_tell_the_same_story(explorer):
    twin = SeasonExplorer()
    assert shown(twin) == shown(explorer)


def test_the_pictures_stand_on_their_own(explorer):
    explorer.score.text = "244"
    made = draw(rows(explorer.result), describe(explorer.result))
    assert made.description == explorer.sentence.text
    assert made.rows == explorer.picture.rows
    assert [picture.description for picture in made.pictures] == [
        picture.description for picture in explorer.picture.pictures
    ]


def test_the_sentence_says_how_good_the_matches_are_where_placement_is_no_news(explorer):
    strong = Scenario().with_you(applicant_type="US MD senior", step2=245)
    mine = SeasonExplorer(strong)
    assert re.search(r"You usually get your \d.* choice\.$", mine.sentence.text)
    mine.score.text = "265"
    assert re.search(r"You usually get your \d.* choice", mine.sentence.text)
    explorer.kind.value = "US MD senior"
    assert "You usually get" not in explorer.sentence.text  # before, a place is news


# --- More about the word, more about you --------------------------------------------------------

FURTHER = {
    "level": (0, 4),
    "known": (True, False),
    "when": (MOMENTS[1], MOMENTS[2]),
    "months": ("0", "120"),
    "specific": (True, False),
    "asked": ("0", "20"),
    "pushed": (False, True),
    "repeated": (False, True),
    "bad_word": ("mean", "ripple"),
    "tone": ("-1", "1"),
    "record": ("solid", "bad"),
    "applications": (5, 39),
    "told": ("0", "20"),
    "interview": (-1.5, 1.5),
    "rules": (True, False),
}


def put(explorer, name, value):
    control = getattr(explorer, name)
    setattr(control, "text" if isinstance(control, NumberControl) else "value", value)


def vouched(explorer):
    explorer.preset.value = "source"
    explorer.speaker.value = "home program director"
    explorer.heard_by.text = "8"


def test_every_setting_of_a_voice_has_a_control(explorer):
    paths = {path for paths in explorer.controls for path in paths}
    assert {f"voices[0].{spec.name}" for spec in fields(Voice)} <= paths
    by_name = {id(control) for control in explorer.controls.values()}
    assert {id(getattr(explorer, name)) for name in FURTHER} < by_name


@pytest.mark.parametrize("name", FURTHER)
@pytest.mark.parametrize("end", [0, 1])
def test_every_further_control_survives_its_extremes(explorer, name, end):
    explorer.speaker.value = "chief resident"
    put(explorer, name, FURTHER[name][end])
    assert not any(control.problem for control in explorer.controls.values())
    assert explorer.problem.text == ""
    assert "simulated seasons" in explorer.sentence.text
    assert explorer.scenario != Scenario() or name == "rules"


@pytest.mark.parametrize("name", sorted(set(FURTHER) - {"rules", "told"}))
def test_every_further_control_moves_the_result(explorer, name):
    vouched(explorer)
    if name == "bad_word":
        explorer.phrase.value = "Hard pass"
    first = explorer.picture.rows
    put(explorer, name, FURTHER[name][0])
    low = explorer.picture.rows
    put(explorer, name, FURTHER[name][1])
    assert low != explorer.picture.rows or first != low


def test_a_promise_to_several_programs_counts_only_while_the_rules_are_off(explorer):
    explorer.preset.value = "source"
    explorer.told.text = "20"
    within = explorer.picture.rows["stages"]
    explorer.rules.value = False
    without = explorer.picture.rows
    explorer.told.text = "0"
    assert explorer.picture.rows != without
    explorer.rules.value = True
    assert explorer.picture.rows["stages"] == within


def test_the_options_are_those_of_the_engine():
    assert tuple(words.LEVELS) == LEVELS
    assert set(words.RECORDS) == set(SCHOOL_RECORDS)
    assert {*words.BAD_WORDS} == {words.AS_NUMBERS, *dial("voices_combine")["choices"]}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        *(("4", 4), ("-1.5", -1.5), ("0", 0.0), ("true", True), ("false", False), ("null", None)),
        *(("0.1234567", 0.1234567), ("1000000.5", 1000000.5), ("1e-7", 1e-7)),
    ],
)
def test_what_the_browser_sends_becomes_the_value_of_the_setting(sent, kept):
    control = SettingChoice(
        label="x",
        options=[
            *([None, "a"], [True, "b"], [False, "c"], [-1.5, "d"], [0.0, "e"], [4, "f"]),
            *([0.1234567, "g"], [1000000.5, "h"], [1e-7, "i"]),
        ],
    )
    control.take({"value": sent})
    assert control.value is kept or control.value == kept
    assert type(control.value) is type(kept)
    for other in ("5", "1", "x"):
        with pytest.raises(Exception, match="must be one of"):
            control.value = other
    assert control.value == kept


def test_somebody_at_a_home_program_is_explained_to_whoever_has_none(explorer):
    assert explorer.kind.value == "non-US IMG"
    for role, said in (
        ("home program director", words.NO_HOME),
        ("department chair", words.NO_HOME),
        ("away program director", ""),
        (words.NOBODY, ""),
    ):
        explorer.speaker.value = role
        assert explorer.kind.help == said
    explorer.kind.value, explorer.speaker.value = "US MD senior", "home program director"
    assert explorer.kind.help == ""


def test_somebody_else_speaks_beside_the_first_and_never_alone(explorer):
    silent = explorer.scenario
    explorer.second_speaker.value = "resident"
    assert explorer.scenario == silent
    explorer.speaker.value = "alumnus"
    explorer.second_phrase.value, explorer.second_heard_by.text = "Hard pass", "23"
    warned = silent.with_voice("alumnus", "I'd take them", programs=4)
    warned = warned.with_voice("resident", "Hard pass", programs=23)
    assert explorer.scenario == warned
    explorer.second_speaker.value = words.NOBODY
    assert [voice.role for voice in explorer.scenario.voices] == ["alumnus"]


def test_one_bad_word_among_good_ones_weighs_as_the_control_says(explorer):
    """S0-66: it is weighed with the others, or it is enough."""
    explorer.preset.value = "source"
    explorer.speaker.value, explorer.heard_by.text = "away program director", "23"
    explorer.second_phrase.value, explorer.second_heard_by.text = "I would not take them", "23"
    places = {}
    for speaker, combined in (
        (words.NOBODY, "mean"),
        ("research mentor", "mean"),
        ("research mentor", "veto"),
    ):
        explorer.second_speaker.value, explorer.bad_word.value = speaker, combined
        places[speaker, combined] = 1 - explorer.result.main.after.share("unplaced")
    praised, weighed, enough = places.values()
    assert praised > weighed + 0.05
    assert weighed > enough + 0.05


def test_the_folded_groups_are_closed_at_first_and_say_when_they_do_nothing(explorer):
    folds = (explorer.more_word, explorer.more_second, explorer.more_you)
    assert [fold.value for fold in folds] == [False] * 3
    for fold in folds[:2]:
        explorer.speaker.value, fold.value = words.NOBODY, True
        assert fold.help == words.MORE_WORD_IDLE
        explorer.speaker.value = "alumnus"
        assert fold.help == ""
        fold.value = False


def everything():
    """A scenario in which every control says something else than at first."""
    return (
        Scenario(preset="source", rules=False)
        .with_you(
            step2=241, applicant_type="US IMG", mspe=0.5, letters=0.5, research=0.5, statement=0.5,
            tone=-0.5, school_record="mixed", told_number_one=2, interview=-1.5,
        )
        .with_strategy(signals=15, applications=20)
        .with_assumptions(voices_combine="ripple")
        .with_voice(
            "resident", "Hard pass", 1, 7, coerced=True, asked=3, months_since=9, known=False,
            specific=False, when=MOMENTS[1], repeated=True,
        )
        .with_voice("alumnus", "They improved dramatically", programs=9)
    )  # fmt: skip


def test_every_control_goes_round_through_the_text(explorer):
    text, wanted = ScenarioText(explorer), everything()
    before = {paths: shown_by(control) for paths, control in explorer.controls.items()}
    text.box.text = wanted.to_json()
    text.apply.press()
    assert text.box.problem == ""
    assert explorer.scenario == wanted
    after = {paths: shown_by(control) for paths, control in explorer.controls.items()}
    assert [paths for paths in before if before[paths] == after[paths]] == []
    assert Scenario.from_json(text.box.text) == wanted
    explorer.reset.press()
    assert explorer.scenario == Scenario()
    assert {p: shown_by(control) for p, control in explorer.controls.items()} == before


@pytest.mark.parametrize(
    "pasted",
    [
        Scenario().with_market(applicants=60),
        Scenario().with_market(position_types=True).with_you(step2=225),
    ],
)
def test_a_pasted_class_is_that_of_before_as_well(explorer, pasted):
    text = ScenarioText(explorer)
    text.box.text = pasted.to_json()
    text.apply.press()
    assert (text.box.problem, explorer.problem.text) == ("", "")
    for world in explorer.result:
        assert world.before.scenario.market == world.after.scenario.market == pasted.market
    assert explorer.before.you == explorer.pinned.you == Scenario().you
    explorer.reset.press()
    assert explorer.before == Scenario()


def shown_by(control):
    return control.entry if isinstance(control, NumberControl) else control.value


def test_an_explorer_shows_the_first_two_voices_of_its_scenario_and_keeps_the_others():
    more = everything().with_voice("alumnus", "a machine", programs=2)
    explorer = SeasonExplorer(more)
    assert explorer.scenario == more
    assert (explorer.speaker.value, explorer.second_speaker.value) == ("resident", "alumnus")
    assert "before and after are the same" in explorer.sentence.text
    explorer.speaker.value = words.NOBODY
    assert explorer.scenario.voices == more.voices[2:]
    assert explorer.speaker.help == explorer.level.help == ""
    explorer.start_over()
    assert explorer.scenario == more
    explorer.reset.press()
    assert explorer.scenario == more


def test_a_voice_that_no_control_can_show_speaks_besides():
    named = Scenario().with_voice("alumnus", "a machine")
    explorer = SeasonExplorer(named)
    assert (explorer.speaker.value, explorer.scenario) == (words.NOBODY, named)


def test_files_that_differ_are_refused():
    with pytest.raises(MarketError, match=r"you\.mspe"):
        SeasonExplorer(Scenario().with_you(mspe=1.0))


def test_every_problem_is_named_at_once(explorer):
    explorer.speaker.value = "alumnus"
    with explorer.all_at_once():
        for name in ("score", "tone", "months"):
            getattr(explorer, name).text = "abc"
    with pytest.raises(MarketError) as refused:
        _ = explorer.scenario
    for path in ("you.step2", "you.tone", "voices[0].months_since"):
        assert path in str(refused.value)
    for name in ("score", "tone", "months"):
        assert "abc" in getattr(explorer, name).problem


# --- What the rules say -------------------------------------------------------------------------


def test_the_verdict_stands_by_the_control_that_makes_the_move(explorer):
    assert explorer.speaker.help == explorer.told.help == ""
    explorer.speaker.value = "home program director"
    silent = (
        "Rules: not settled (R15). No NRMP rule against it was found; look at the program's page."
    )
    assert explorer.speaker.help == silent
    assert explorer.level.help == explorer.speaker.help
    assert explorer.phrase.help == explorer.months.help == ""
    explorer.level.value = 0
    assert explorer.speaker.help == "Rules: allowed."
    explorer.told.text = "3"
    assert explorer.told.help == "Rules: forbidden (R7); it has no effect here."
    explorer.rules.value = False
    assert explorer.told.help == (
        "Rules: forbidden (R7); it counts here, because the rules are off."
    )
    explorer.reset.press()
    assert explorer.speaker.help == explorer.told.help == ""


@pytest.mark.parametrize("when", MOMENTS)
@pytest.mark.parametrize("level", LEVELS)
def test_the_lines_are_the_engine_s_verdicts(explorer, when, level):
    explorer.speaker.value = "alumnus"
    explorer.level.value, explorer.when.value, explorer.repeated.value = level, when, True
    verdicts = judge_scenario(explorer.scenario)
    for path, control in (
        ("voices[0]", explorer.speaker),
        ("voices[0].repeated", explorer.repeated),
    ):
        status = verdicts[path].status
        assert ("not settled" if status == "grey" else status) in control.help
    for rule in verdicts["voices[0]"].rules:
        assert rule in explorer.level.help


def test_a_move_that_must_wait_says_so(explorer, monkeypatch):
    cold = Verdict("only after the program contacts you", ("R1", "R4"), "Wait.")
    monkeypatch.setattr(season_rules, "judge_scenario", lambda scenario: {"voices[0]": cold})
    explorer.speaker.value = "alumnus"
    said = "Rules: only after the program contacts you (R1, R4); it has no effect here."
    assert explorer.speaker.help == said
    monkeypatch.setattr(season_rules, "judge_scenario", lambda scenario: {"voices[1]": cold})
    explorer.second_speaker.value = "resident"
    assert (explorer.speaker.help, explorer.second_speaker.help) == ("", said)
    explorer.second_speaker.value = words.NOBODY  # it would be of one that no control shows
    assert explorer.second_speaker.help == ""


# --- Nothing by rule, and nothing by chance -----------------------------------------------------


def prematch(explorer):
    found = [r for r in explorer.picture.rows["shares"] if r["bin"] == "pre-match"]
    return {r["when"]: r["text"] for r in found if r["world"] == words.WORLDS["evidence"]}


def test_no_early_offer_by_rule_is_said_so_and_by_chance_is_not(explorer):
    by_rule = words.BY_RULE
    assert prematch(explorer) == {BEFORE: by_rule, AFTER: by_rule}
    explorer.score.text = "180"
    explorer.rules.value = False
    assert prematch(explorer) == {BEFORE: by_rule, AFTER: "0%"}
    explorer.pin.press()
    explorer.rules.value = True
    assert prematch(explorer) == {BEFORE: "0%", AFTER: by_rule}


@pytest.mark.parametrize("kind", TYPES)
def test_which_rule_closes_early_offers_depends_on_programs_and_type(kind):
    all_in = Scenario().with_you(applicant_type=kind)
    outside = all_in.with_assumptions(outside_match_share=1.0)
    seasons = [simulate(one, replicates=20) for one in (all_in, outside)]
    senior = kind in ("US MD senior", "US DO senior")
    assert [closed_by(season, rules=True) for season in seasons] == [
        ("R8",),
        ("R8", "R9") if senior else (),
    ]
    assert [closed_by(season, rules=False) for season in seasons] == [(), ()]
    for season in seasons:
        early = season.outcomes().set_index("outcome")["probability"]["pre-match"]
        assert early == 0 or not closed_by(season, rules=True)
        assert early > 0 or closed_by(season, rules=True)


def test_a_score_under_the_pass_mark_is_told_by_its_control(explorer):
    mark = figure("step2ck_pass_mark", "all takers").value
    assert mark == 218
    explorer.score.text = "217"
    assert "failed under 218" in explorer.score.help
    assert "another rule" in explorer.score.help
    explorer.score.text = "218"
    assert "failed" not in explorer.score.help
    explorer.score.text = "-5"  # its problem is said, and nothing else
    assert explorer.score.problem
    explorer.reset.press()
    assert "238 (Northfield)" in explorer.score.help  # where a point matters
    assert pass_mark_line("abc") == pass_mark_line(218.0) == ""


def test_the_line_about_the_pass_mark_is_right_about_the_model():
    low = Scenario().with_you(step2=217)
    assert asdict(low.you)["failed_attempt"] is False
    assert "here the score counts as a low one" in pass_mark_line(217)


def test_nothing_is_simulated_for_what_is_only_shown(explorer, monkeypatch):
    explorer.score.text = "240"

    def refuse(*_args, **_kwargs):
        raise AssertionError("simulated again")

    monkeypatch.setattr("widgets.explorer.seasons.simulate", refuse)
    explorer.more_word.value = not explorer.more_word.value
    explorer.refresh()
    explorer.score.text = "234"


def test_where_only_places_move_the_sentence_says_so():
    strong = Scenario(preset="source").with_you(applicant_type="US MD senior", step2=270)
    explorer = SeasonExplorer(strong)
    assert "before and after are the same" in explorer.sentence.text
    explorer.speaker.value = "clerkship director"
    assert "You move on lists and cross no end" in explorer.sentence.text
