"""The match player, driven by its controls as a reader drives it."""

from __future__ import annotations

import random

import pytest

from engine.matching import match
from widgets.match import MatchPlayer, player, words
from widgets.match.market_text import read_text
from widgets.match.picture import layout
from widgets.match.playback import walk_through
from widgets.match.worked_markets import WORKED

OUTCOMES = {
    "five": (
        19,
        "Mercy: nobody (2 unfilled). City: Darrius and Arthur. General: Joseph and Latha. "
        "Unmatched: Sunny.",
    ),
    "eight": (
        31,
        "Mercy: Chen (1 unfilled). City: Garcia and Eastman. General: Davis (1 unfilled). "
        "State: Hassan and Ford. Unmatched: Anderson and Brown.",
    ),
    "couple": (
        39,
        "Mercy: Chen (1 unfilled). City: Issacs and Garcia. General: Eastman and Davis. "
        "State: Hassan and Ford. Unmatched: Anderson and Brown.",
    ),
}


@pytest.fixture(scope="module", autouse=True)
def drawn_once():
    """Draw a market that comes again from memory: most of the time here would go into that."""
    drawn, draw = {}, player.draw

    def once(walk, first, sentence):
        about = repr((walk.market, first, sentence))
        if about not in drawn:
            drawn[about] = draw(walk, first, sentence)
        return drawn[about]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(player, "draw", once)
        yield


@pytest.fixture(scope="module")
def shared(drawn_once):
    return MatchPlayer()


@pytest.fixture(name="player")
def _player(shared):
    shared.example.value = "five"
    shared.restore.press()
    shared.first.press()
    return shared


def shown(player):
    """Everything a reader sees of the present step."""
    picture = player.picture
    return player.step, player.sentence.text, picture.rows, picture.structure, picture.description


def states(player, starts):
    """Return the state and sign of every box whose words start so."""
    found = [r for r in player.picture.rows["boxes"] if r["said"].startswith(starts)]
    return [(row["text"], row["state"]) for row in found]


def labels(player):
    return [row["text"] for row in player.picture.rows["labels"]]


def edit(player, box, old, new):
    """Change one place of a box, as the browser does when the box is left."""
    text = player.boxes[box].text
    assert text.count(old) == 1
    player.boxes[box].take({"text": text.replace(old, new)})


def write(player, **texts):
    """Fill boxes with other text; what is wrong on the way is gone at the end."""
    for box, text in texts.items():
        player.boxes[box].text = text
    player.use.press()
    assert not any(box.problem for box in player.boxes.values())


def test_it_starts_before_the_first_proposal(player):
    assert player.sentence.text == f"Step 0 of 19. {words.NOBODY_YET}"
    assert player.picture.description == player.sentence.text
    assert {row["state"] for row in player.picture.rows["boxes"]} == {"untried"}
    assert "City 0 of 2" in labels(player)


def test_next_tells_what_happens_and_the_picture_shows_it(player):
    player.next.press()
    assert player.sentence.text == "Step 1 of 19. Arthur proposes to City, rank 1 on Arthur's list."
    assert states(player, "Arthur, rank 1") == [("→ City", "trying")]
    assert states(player, "City, rank 2") == [("→ Arthur", "trying")]
    player.next.press()
    assert states(player, "Arthur, rank 1") == [("✓ City", "held")]
    assert states(player, "City, rank 2") == [("✓ Arthur", "held")]
    assert "City 1 of 2" in labels(player)


def test_what_was_turned_down_and_what_is_not_ranked_in_return_is_marked(player):
    assert states(player, "Sunny, rank 2") == [("(Mercy)", "untried")]
    assert states(player, "General, rank 2") == [("(Arthur)", "untried")]
    assert states(player, "City, rank 2") == [("Arthur", "untried")]
    assert "not ranked in return" in player.picture.rows["boxes"][2]["said"]
    while "Sunny, rank 3" not in player.sentence.text or "lets go" not in player.sentence.text:
        player.next.press()
    assert states(player, "Sunny, rank 1") == [("✗ City", "refused")]
    assert states(player, "City, rank 3") == [("✗ Sunny", "refused")]
    player.last.press()
    assert states(player, "Sunny, rank 2") == [("✗ Mercy", "refused")]


@pytest.mark.parametrize("name", WORKED)
def test_every_step_of_every_example_is_told_and_drawn(player, name):
    player.example.value = name
    count, outcome = OUTCOMES[name]
    seen = set()
    structure = player.picture.structure
    for step in range(count + 1):
        assert player.step == step
        assert player.sentence.text.startswith(f"Step {step} of {count}. ")
        assert player.picture.description == player.sentence.text
        assert player.picture.structure is structure  # only rows change: nothing is drawn anew
        matching = player.walk.moments[step].matching
        held = {
            (row["said"].split(",")[0], row["text"].removeprefix("✓ "))
            for row in player.picture.rows["boxes"]
            if row["state"] == "held" and row["text"] != f"✓ {words.UNMATCHED}"
        }
        pairs = {(who, at) for who, at in matching.items() if at is not None}
        assert held == pairs | {(at, who) for who, at in pairs}
        for program, quota in WORKED[name].quotas.items():
            count_held = list(matching.values()).count(program)
            assert f"{program} {count_held} of {quota}" in labels(player)
        seen.add(player.sentence.text)
        player.next.press()
    assert len(seen) == count + 1
    assert player.step == count
    assert outcome in player.sentence.text
    assert "It is stable" in player.sentence.text


@pytest.mark.parametrize("name", WORKED)
def test_the_walk_ends_where_the_match_places_everybody(name):
    market = WORKED[name]
    result = match(market.applicants, market.programs, market.quotas, couples=market.couples)
    walk = walk_through(market)
    assert walk.moments[-1].matching == walk.moments[-2].matching == result.placed
    assert result.status == "stable"


def test_the_couple_is_shown_line_by_line(player):
    player.example.value = "couple"
    while "Davis at General and Eastman at City, pair 3" not in player.sentence.text:
        player.next.press()
    assert states(player, "Davis, rank 3") == [("→ General", "trying")]
    assert states(player, "Eastman, rank 3") == [("→ City", "trying")]
    player.next.press()
    assert states(player, "Davis, rank 3") == [("✗ General", "refused")]
    assert states(player, "City, rank 4") == [("✗ Eastman", "refused")]
    assert states(player, "General, rank 7") == [("Davis", "untried")]  # General did not refuse
    player.last.press()
    assert states(player, "Davis, rank 7") == [("✓ General", "held")]
    assert states(player, "Davis, rank 8") == [(words.UNMATCHED, "untried")]


def test_first_back_next_and_last_stay_within_the_walk(player):
    player.back.press()
    assert player.step == 0
    player.last.press()
    end = shown(player)
    player.next.press()
    assert shown(player) == end
    player.back.press()
    assert player.step == 18
    player.first.press()
    assert player.step == 0


def test_quick_presses_that_arrive_together_all_count(player):
    player.next.take({"presses": player.next.presses + 5})
    assert player.step == 5
    player.back.take({"presses": player.back.presses + 2})
    assert player.step == 3


def test_the_reason_waits_for_the_end(player):
    player.applicant.value, player.program.value = "Sunny", "Mercy"
    assert player.reason.text == words.WHY_LATER
    player.last.press()
    assert player.reason.text == player.walk.result.why("Sunny", "Mercy")
    assert "Mercy did not rank Sunny" in player.reason.text
    player.applicant.value, player.program.value = "Joseph", "City"
    assert player.reason.text == player.walk.result.why("Joseph", "City")
    player.back.press()
    assert player.reason.text == words.WHY_LATER


def test_every_pair_can_be_asked_about(player):
    for name in WORKED:
        player.example.value = name
        player.last.press()
        people = [value for value, _ in player.applicant.options]
        places = [value for value, _ in player.program.options]
        assert (people, places) == (list(WORKED[name].applicants), list(WORKED[name].programs))
        for person in people:
            for place in places:
                player.applicant.value, player.program.value = person, place
                assert person in player.reason.text


def test_an_edit_starts_over_with_the_new_market(player):
    player.last.press()
    edit(player, "programs", "Mercy 2: ", "Mercy 2: Sunny, ")
    assert player.step == 0
    player.last.press()
    assert "Mercy: Sunny (1 unfilled)" in player.sentence.text
    assert "Unmatched: nobody." in player.sentence.text
    player.restore.press()
    assert player.sentence.text.startswith("Step 0 of 19")


def test_new_names_can_be_asked_about_and_gone_ones_cannot(player):
    player.applicant.value = "Sunny"
    edit(player, "applicants", "Arthur: City", "Zoe: General")
    edit(player, "programs", "City 2: Darrius, Arthur", "City 2: Darrius")
    assert player.boxes["programs"].problem != ""  # General still ranks Arthur
    assert player.applicant.options[0] == ["Arthur", "Arthur"]
    edit(player, "programs", "General 2: Darrius, Arthur", "General 2: Zoe")
    assert player.boxes["programs"].problem == ""
    assert player.applicant.options[0] == ["Zoe", "Zoe"]
    assert player.applicant.value == "Sunny"
    player.applicant.value = "Zoe"
    player.restore.press()
    assert player.applicant.value == "Arthur"


@pytest.mark.parametrize(
    ("box", "old", "new", "said"),
    [
        ("applicants", "Arthur: City", "Arthur City", "Line 1: 'Arthur City' needs a name"),
        ("applicants", "Arthur: City", "Arthur: Hill", "Line 1: 'Arthur' ranks 'Hill', which"),
        ("programs", "City 2", "City -2", "Line 2: 'City' has a quota of -2"),
        ("programs", "City 2", "City", "Line 2: 'City' must end in its number of positions"),
    ],
)
def test_a_mistake_is_named_at_its_line_by_its_box_and_the_last_good_picture_stays(
    player, box, old, new, said
):
    player.next.press()
    good = shown(player)
    edit(player, box, old, new)
    assert player.boxes[box].problem.startswith(said)
    assert not any(other.problem for name, other in player.boxes.items() if name != box)
    assert shown(player) == good
    player.next.press()
    assert player.step == 2  # the last good market goes on
    edit(player, box, new, old)
    assert player.boxes[box].problem == ""
    assert player.step == 2


def test_each_problem_has_a_line_of_its_own(player):
    edit(player, "applicants", "Arthur: City", "Arthur: City, Hill, Lake")
    first, second = player.boxes["applicants"].problem.split("\n")
    assert "'Hill'" in first
    assert "'Lake'" in second


def test_too_large_a_market_is_refused_with_a_sentence(player):
    player.boxes["applicants"].text = "\n".join(f"a{n}:" for n in range(13))
    assert player.boxes["applicants"].problem.startswith("There are 13 lines; the picture has")
    assert player.sentence.text.startswith("Step 0 of 19")


def test_an_example_chosen_clears_what_was_wrong(player):
    player.boxes["couples"].text = "nonsense"
    assert player.boxes["couples"].problem
    player.example.value = "eight"
    assert not any(box.problem for box in player.boxes.values())
    assert player.sentence.text.startswith("Step 0 of 31")


def test_the_order_of_the_lines_is_the_order_of_proposing_and_changes_no_outcome(player):
    player.last.press()
    placed = player.walk.result.placed
    lines = player.boxes["applicants"].text.split("\n")
    player.boxes["applicants"].text = "\n".join(lines[::-1])
    assert player.step == 0
    player.next.press()
    assert "Darrius proposes to City" in player.sentence.text
    assert player.walk.result.placed == placed


def test_a_market_without_a_stable_matching_ends_in_words(player):
    texts = {
        "applicants": "Ana: Hill, Lake\nDi:\nEd:",
        "programs": "Hill 1: Di, Ana\nLake 1: Ana, Ed",
        "couples": "Di + Ed: Hill Lake",
    }
    write(player, **texts)
    assert any("go in a circle" in moment.sentence for moment in player.walk.moments)
    player.last.press()
    assert "No stable matching exists here: every possibility was searched." in player.sentence.text
    assert "Di and Ed would rather be at Hill and Lake" in player.sentence.text
    assert "It is stable" not in player.sentence.text


def test_a_walk_in_a_circle_ends_with_the_matching_that_a_search_finds():
    # Found by trying random markets: the procedure misses the one stable matching.
    market = read_text(
        "Di:\nEd:\nUma:\nVic:\nAna: Lake, Hill, City, Bay",
        "City 2: Ana, Di, Ed, Vic\nHill 1: Vic, Ana, Ed, Uma, Di\nBay 1: Vic, Uma\n"
        "Lake 1: Ed, Uma, Di, Ana",
        "Di + Ed: Lake Hill; City -; City Lake\nUma + Vic: - Lake; Hill Lake; Bay Hill",
    ).market
    walk = walk_through(market)
    assert walk.result.status == "stable"
    assert walk.moments[-2].matching != walk.result.placed == walk.moments[-1].matching
    assert "a search of every possibility ends well" in walk.sentence(walk.steps)
    held = {key for key, state in walk.moments[-1].theirs.items() if state == "held"}
    assert held == {(at, who) for who, at in walk.result.placed.items() if at is not None}


# --- What the start page says about its three changes ---


def outcome_of(player, example, box, old, new):
    player.example.value = example
    before = dict(player.walk.result.placed)
    edit(player, box, old, new)
    assert not any(box.problem for box in player.boxes.values())
    return before, player.walk.result.placed


def test_sunny_and_the_open_positions_of_the_start_page(player):
    placed = player.walk.result
    assert placed.placed["Sunny"] is None
    assert placed.unfilled == {"Mercy": 2, "City": 0, "General": 0}
    assert any(moment.matching["Sunny"] == "City" for moment in player.walk.moments)


def test_the_true_order_is_the_best_one_for_ford(player):
    before, after = outcome_of(
        player,
        "eight",
        "applicants",
        "Ford: City, General, Mercy, State",
        "Ford: State, City, General, Mercy",
    )
    assert before["Ford"] == after["Ford"] == "State"


def test_a_longer_list_places_anderson_and_takes_nobodys_place(player):
    before, after = outcome_of(
        player, "eight", "applicants", "Anderson: City", "Anderson: City, General"
    )
    assert before["Anderson"] is None
    assert after == {**before, "Anderson": "General"}


def test_a_third_position_at_city_lifts_the_couple_to_its_third_pair(player):
    before, after = outcome_of(player, "couple", "programs", "City 2", "City 3")
    assert (before["Davis"], before["Eastman"]) == ("General", "General")
    assert (after["Davis"], after["Eastman"]) == ("General", "City")
    assert player.walk.result.pairs == (2,)
    player.last.press()
    player.applicant.value, player.program.value = "Davis", "City"
    assert "pair 2 of 10 (Davis at City, Eastman at City) failed" in player.reason.text


# --- The picture ---


@pytest.mark.parametrize(("begin", "most"), [("", None), ("narrow_", 345)])
def test_boxes_do_not_overlap_and_stay_inside(player, begin, most):
    for name in WORKED:
        player.example.value = name
        place = layout(player.walk.market, most)
        boxes = player.picture.rows["boxes"]
        corners = {(row[f"{begin}left"], row[f"{begin}top"]) for row in boxes}
        assert len(corners) == len(boxes)
        assert all(row[f"{begin}right"] <= place.width for row in boxes)
        assert all(row[f"{begin}bottom"] <= place.height for row in boxes)
        assert place.width <= (most or 840)  # what JupyterLab leaves at 1280 pixels


def test_every_state_is_told_apart_without_color():
    signs = [sign.format(name="City") for sign in words.STATES.values()]
    assert len({*signs, words.ONE_SIDED.format(name="City")}) == len(words.STATES) + 1
    assert set(words.STATES) == set(words.STATES_SAID)


def test_the_signs_are_explained_above_the_lists(player):
    key = [row["text"] for row in player.picture.rows["key"]]
    assert len(key) == 5
    player.example.value = "couple"
    assert [row["text"] for row in player.picture.rows["key"]] != key
    for meaning in words.STATES_SAID.values():
        assert any(meaning in row["text"] for row in player.picture.rows["key"])


def test_the_largest_market_is_walked_and_drawn(player):
    chance = random.Random(1)
    people, places = [f"Applicant{n}" for n in range(12)], [f"Program{n}" for n in range(8)]
    write(
        player,
        applicants="\n".join(f"{who}: {', '.join(chance.sample(places, 8))}" for who in people),
        programs="\n".join(f"{at} 1: {', '.join(chance.sample(people, 12))}" for at in places),
    )
    assert len(player.picture.rows["boxes"]) == 2 * 12 * 8
    player.last.press()
    assert player.sentence.text.count("Applicant") >= 12


def test_two_players_tell_the_same_tale(player):
    assert shown(MatchPlayer()) == shown(player)


def test_every_control_has_a_name(player):
    controls = [
        player.example, player.first, player.back, player.next, player.last, player.applicant,
        player.program, *player.boxes.values(), player.use, player.restore,
    ]  # fmt: skip
    assert len({control.label for control in controls}) == len(controls) == 12
