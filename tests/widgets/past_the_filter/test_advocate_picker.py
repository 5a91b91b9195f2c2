"""Ordering six advocates, driven by the controls as a reader drives them."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import claim, roles
from engine.base.codes import MOMENTS
from engine.formulas import influence
from engine.scenario.assumptions import Assumptions
from engine.sources.lexicon import Role
from engine.study.exercises import exercise
from widgets.past_the_filter import AdvocatePicker, words
from widgets.past_the_filter.advocate_picture import draw
from widgets.past_the_filter.advocate_story import describe, document_word, rows
from widgets.past_the_filter.label_places import HEIGHT, WIDTH, label_row, place_labels

LATE, WINTER = MOMENTS[1:3]


@pytest.fixture(scope="module")
def shared():
    return AdvocatePicker()


@pytest.fixture
def picker(shared):
    shared.reset.press()
    return shared


def bars(picker):
    """Influence and what is left of it, by name without its mark."""
    found = picker.picture.rows["bars"]
    return {row["title"].removeprefix("◆ "): row for row in found}


def choose(picker, role, **settings):
    picker.who.value = role
    for name, value in settings.items():
        control = getattr(picker, name)
        setattr(control, "text" if name in ("proximity", "credibility") else "value", value)


def test_the_six_products_are_those_of_exercise_1_5(picker):
    asked = [part.answer for part in exercise("1.5").parts[:6]]
    shown = bars(picker)
    order = ["department chair", "home program director", "clerkship director"]
    order += ["research mentor", "attending", "resident"]
    assert [shown[words.ADVOCATES[role]]["influence"] for role in order] == pytest.approx(asked)
    assert [round(value, 2) for value in asked] == [0.2, 0.81, 0.56, 0.14, 0.04, 0.27]
    assert list(words.ADVOCATES) == order


def test_the_sentence_names_the_loudest_and_the_mere_title_and_describes_the_chart(picker):
    assert "home program director is heard most (0.90 × 0.90 = 0.81)" in picker.sentence.text
    assert "famous investigator" in picker.sentence.text
    assert "nearly nothing (0.15 × 0.90 = 0.14)" in picker.sentence.text
    assert picker.picture.description == picker.sentence.text
    chart = draw(rows(picker.result), describe(picker.result)).to_dict()
    assert chart["description"] == picker.sentence.text


def test_a_chair_who_knows_you_overtakes_the_director(picker):
    choose(picker, "department chair", proximity="0.95")
    assert "department chair is heard most" in picker.sentence.text
    assert picker.picture.rows["bars"][0]["title"] == "◆ department chair"
    assert [row["place"] for row in picker.picture.rows["bars"]] == [1, 2, 3, 4, 5, 6]


def test_nobody_is_a_mere_title_once_all_are_close(picker):
    for role in ("department chair", "research mentor"):
        choose(picker, role, proximity="0.5")
    assert "Nobody here has a title" in picker.sentence.text


def test_what_is_set_is_remembered_for_each_person(picker):
    choose(picker, "attending", proximity="0.65", credibility="0.75", specific=False, when=LATE)
    choose(picker, "resident")
    assert (picker.proximity.text, picker.credibility.text) == ("0.9", "0.3")
    assert (picker.specific.value, picker.when.value) == (True, MOMENTS[0])
    assert bars(picker)["attending of 1–2 days"]["influence"] == pytest.approx(0.65 * 0.75)
    choose(picker, "attending")
    assert (picker.proximity.text, picker.credibility.text) == ("0.65", "0.75")
    assert (picker.specific.value, picker.when.value) == (False, LATE)


def test_choosing_somebody_changes_nobody(picker):
    before = {name: row["influence"] for name, row in bars(picker).items()}
    for role in words.ADVOCATES:
        choose(picker, role)
        assert {name: row["influence"] for name, row in bars(picker).items()} == before


@pytest.mark.parametrize("preset", ["evidence", "source"])
@pytest.mark.parametrize("when", MOMENTS[:3])
@pytest.mark.parametrize("specific", [True, False])
def test_what_is_left_before_the_invitations_follows_the_dials(picker, preset, when, specific):
    dials = Assumptions.preset(preset)
    choose(picker, "clerkship director", specific=specific, when=when)
    picker.preset.value = preset
    left = {MOMENTS[0]: 1.0, LATE: dials.invitations_open_late, WINTER: 0.0}[when]
    left *= 1.0 if specific else dials.vague_pull
    row = bars(picker)["clerkship director"]
    assert row["heard"] == pytest.approx(0.56 * left)
    assert (f"{left:.0%} is left before the invitations" in picker.sentence.text) == (left < 1)
    assert f"{dials.lists_open_late:.0%} of the rank lists" in picker.when.help or when != WINTER
    assert bars(picker)["home program director"]["heard"] == pytest.approx(0.81)


def test_a_late_word_is_heard_less_than_a_timely_one_of_less_influence(picker):
    choose(picker, "home program director", when=LATE)
    assert "clerkship director is heard most" in picker.sentence.text


def test_nobody_may_be_heard_at_all(picker):
    for role in words.ADVOCATES:
        choose(picker, role, when=WINTER)
    assert "Nobody is heard before the invitations" in picker.sentence.text


@pytest.mark.parametrize(
    ("control", "typed", "said"),
    [
        ("proximity", "abc", "Proximity, 0 to 1 is abc"),
        ("proximity", "1.5", "Proximity, 0 to 1 is 1.5"),
        ("credibility", "-0.1", "Credibility, 0 to 1 is -0.1"),
        ("credibility", "nan", "Credibility, 0 to 1 is nan"),
        ("credibility", "", "Credibility, 0 to 1 is empty"),
    ],
)
def test_bad_input_is_named_and_the_last_good_picture_stays(picker, control, typed, said):
    choose(picker, "resident", proximity="0.8")
    good = picker.sentence.text, picker.picture.rows
    getattr(picker, control).text = typed
    assert getattr(picker, control).problem == f"{said}; it must be a number from 0 to 1."
    assert (picker.sentence.text, picker.picture.rows) == good
    choose(picker, "attending")
    assert not picker.proximity.problem
    assert not picker.credibility.problem
    choose(picker, "resident")
    assert picker.proximity.text == "0.8"


@pytest.mark.parametrize("role", words.ADVOCATES)
@pytest.mark.parametrize("number", ["0", "1"])
def test_everybody_survives_the_extremes(picker, role, number):
    choose(picker, role, proximity=number, credibility=number)
    assert bars(picker)[words.ADVOCATES[role]]["influence"] == float(number)
    assert picker.sentence.text


def test_start_over_puts_everybody_back(picker):
    fresh = AdvocatePicker()
    first = fresh.sentence.text, fresh.picture.rows
    for role in words.ADVOCATES:
        choose(picker, role, proximity="0.5", specific=False, when=WINTER)
    picker.preset.value = "source"
    picker.reset.press()
    assert (picker.sentence.text, picker.picture.rows) == first
    choose(picker, "attending")
    assert (picker.proximity.text, picker.when.value) == ("0.1", MOMENTS[0])


def test_the_chosen_one_is_marked_by_more_than_color(picker):
    choose(picker, "attending")
    points = picker.picture.rows["advocates"]
    assert [row["name"] for row in points if row["chosen"]] == ["attending of 1–2 days"]
    text = str(draw(rows(picker.result), "x").to_dict())
    assert "'range': ['circle', 'diamond']" in text
    assert "'test': 'datum.chosen', 'value': 2.5" in text


def test_each_bar_has_the_word_of_the_document(picker):
    said = {row["title"].removeprefix("◆ "): row["text"] for row in picker.picture.rows["bars"]}
    assert said["home program director"] == "0.81 · very high"
    assert said["department chair"] == "0.20 · high, if they know you"
    assert said["clerkship director"] == "0.56 · moderate to high"
    assert said["senior resident"] == "0.27 · indirect but real"
    coded = {word: code for code, word in words.POWER.items()}
    assert coded[document_word("attending")] == claim("S4-14", "attending of one or two days").value
    assert len(coded) == 6


def test_the_points_are_the_engine_s_roles(picker):
    for role, row in zip(words.ADVOCATES, picker.picture.rows["advocates"], strict=True):
        known: Role = roles()[role]
        assert (row["proximity"], row["credibility"]) == (known.proximity, known.credibility)
        assert row["influence"] == influence(known.proximity, known.credibility)


UNIT = st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0]) | st.floats(0, 1)
NAMES = list(words.ADVOCATES.values())


@given(st.lists(st.tuples(UNIT, UNIT), min_size=6, max_size=6))
def test_no_two_names_ever_overlap_or_leave_the_plane(places):
    points = [(x, y, x * y) for x, y in places]
    boxes = place_labels(points, NAMES)
    assert len(boxes) == 6
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert top >= 0
        assert right <= WIDTH
        assert bottom <= HEIGHT
    for one, other in combinations(boxes, 2):
        aside = one[2] <= other[0] or other[2] <= one[0]
        assert aside or one[3] <= other[1] or other[3] <= one[1]


def test_a_name_that_stands_far_off_has_a_line_to_its_point():
    crowd = [(0.5, 0.5, 0.25)] * 6
    rows_of_labels = [
        label_row(point, box) for point, box in zip(crowd, place_labels(crowd, NAMES), strict=True)
    ]
    assert {row["far"] for row in rows_of_labels} == {0.0, 1.0}
    alone = place_labels(crowd[:1], NAMES[:1])[0]
    assert label_row(crowd[0], alone)["far"] == 0


def test_what_is_set_right_before_another_is_chosen_is_remembered():
    picker = AdvocatePicker()
    changes = [{"text": "0.9"}, {"value": "research mentor"}]
    controls = (picker.proximity, picker.who)
    acts = [(n, c.key, change) for n, (c, change) in enumerate(zip(controls, changes, strict=True))]
    picker.do(acts)
    assert picker.who.value == "research mentor"
    assert picker.proximity.value != 0.9
    picker.who.value = "department chair"
    assert picker.proximity.value == 0.9
