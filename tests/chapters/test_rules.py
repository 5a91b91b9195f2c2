"""Each rule for chapters is seen to fail: a made-up chapter keeps them all, and one change breaks
one rule."""

import pytest

from engine import Scenario, simulate
from tests.chapters import carried, layout, wording
from tests.chapters.pages import CLOSED, Page
from tests.chapters.test_chapters import EVERYWHERE, IN_CHAPTERS

FOLDED = {"jupyter": {"source_hidden": True}}
FILLER = "A word counts where the speaker is known. " * 200
GOOD = f"""# A made-up chapter

One class of 300 applicants is simulated. See [the start page](00-start-here.ipynb).

## What you will be able to do

1. **Compute** who falls under a cut by test error.
2. Order advocates by what they know and what they say.

## Explore: a score and a call

![Two bars, the second one longer](bars.png)

Set `step2 = 214` and watch. Step 2 CK and level 3 are names, as is exercise 1.2, and so is 1A.

## Predict first

How many are cut? The document says 100 to 400 files [S2-05]. A quote says "a weak applicant."

<details><summary>Answer</summary>

About one in four.

</details>

## Replay: the call

{FILLER}

## Where the documents disagree

| what | how many |
|---|---|
| files | 400 [S2-05] |

## What this model leaves out

Nearly all.

## What the official rules say

Nobody may offer this [R8, R9].

## What you can control

Your own list.

## Where this comes from

From five texts.

## What you can do now

1. Compute how many a cut takes by test error.
2. Order advocates: what do they know, and who says it?

## Sources

A colour programme of 1999.
"""
CODE = 'from widgets.sources import sources_box\n\nsources_box("R8", "R9", "S2-05")'
NUMBERS = {"01-made-up": {"300 applicants": "simulate(Scenario()).market.you"}}


def made_up(text=GOOD, code=CODE, *, name="01-made-up", ids=("made-up", "season-1"), metadata=None):
    opening, objectives, core = text.partition("## What you will")
    core, replay, deep = core.partition("## Replay")
    deep = replay + deep
    code_cell = {
        "cell_type": "code",
        "id": ids[1],
        "metadata": FOLDED if metadata is None else metadata,
        "source": code.splitlines(keepends=True),
        "outputs": [],
        "execution_count": None,
    }
    return Page(
        name,
        (
            {"cell_type": "markdown", "id": ids[0], "metadata": {}, "source": opening},
            code_cell,
            {"cell_type": "markdown", "id": "core", "metadata": {}, "source": objectives + core},
            {"cell_type": "markdown", "id": "deep", "metadata": {CLOSED: True}, "source": deep},
        ),
    )


@pytest.fixture(autouse=True)
def _table(monkeypatch):
    monkeypatch.setattr(carried, "numbers_table", lambda: NUMBERS)


@pytest.mark.parametrize("rule", EVERYWHERE + IN_CHAPTERS)
def test_the_made_up_chapter_keeps_every_rule(rule):
    assert rule(made_up()) == []


HARD = "Institutional organizational prioritization necessitates comprehensive considerations. "

# The rule, what is changed, and what is said about it.
IN_TEXT = [
    (layout.headings_nest, ("## Predict first", "### Deep\n\n#### Deeper"), None),
    (layout.headings_nest, ("## Predict first", "#### Predict"), "from level 2 to level 4"),
    (layout.headings_nest, ("## Predict first", "# Predict"), "one title"),
    (layout.headings_nest, ("# A made-up chapter", "## First"), "one title"),
    (layout.headings_nest, ("# A made-up chapter", "## First\n\n# Second"), "one title"),
    (layout.headings_nest, ("## Predict first", "<h4>Predict</h4>"), "from level 2 to level 4"),
    (layout.headings_nest, ("## Predict first", "## <b></b>"), "is empty"),
    (layout.pictures_have_words, ("Two bars, the second one longer", ""), "bars.png has no words"),
    (layout.pictures_have_words, ("Two bars, the second one longer", "Figure"), "no words"),
    (layout.pictures_have_words, ("Nearly all.", '<img src="a.png">'), "a.png"),
    (layout.pictures_have_words, ("Nearly all.", '<img alt="" src="a.png">'), "a.png"),
    (layout.pictures_have_words, ("Nearly all.", '<img alt="two bars" src="a">'), None),
    (layout.folded_answers_are_named, ("<summary>Answer</summary>", ""), "About one in four"),
    (
        layout.folded_answers_are_named,
        ("<summary>Answer</summary>", "<summary> </summary>"),
        "no <",
    ),
    (layout.folded_answers_are_named, ("</details>", ""), "not closed"),
    *[
        (layout.sections_are_there, (f"## {name.removesuffix('...')}", "## Another"), name[:6])
        for name in layout.SECTIONS
    ],
    (layout.sections_are_there, ("## Sources", "## Sources\n\n## Sources"), "2 headings"),
    (layout.sections_are_there, ("## Sources", "### Sources"), "0 headings"),
    (layout.summary_mirrors_objectives, ("2. Order adv", "Order adv"), "1 objectives, 2 items"),
    (layout.summary_mirrors_objectives, ("1. Compute how", "1. Say how"), "item 1"),
    (layout.summary_mirrors_objectives, ("1. Compute how", "1. Computed how"), None),
    (layout.summary_mirrors_objectives, ("know and what they say", "like"), "item 2"),
    (layout.summary_mirrors_objectives, ("2. Order advocates: what", "2. Order what"), None),
    (
        layout.summary_mirrors_objectives,
        ("know, and who says it", "like and who listens"),
        "item 2",
    ),
    (wording.reads_easily, ("Nearly all.", HARD * 9), "the section 'What this model leaves out'"),
    (wording.reads_easily, ("Nearly all.", HARD * 9), "The hardest:\n  "),
    (wording.reads_easily, (FILLER, HARD * 9), "the page reads at grade"),
    (wording.reads_easily, ("Nearly all.", HARD * 3), None),
    (wording.reads_easily, ("Nearly all.", f'"{HARD * 3}"'), None),
    (wording.reads_easily, ("Nearly all.", f"> {HARD * 9}"), None),
    (wording.reads_easily, ("About one in four.", HARD * 9), "'Predict first'"),
    (wording.has_the_length, (FILLER, ""), "words; from 1,600 to 2,800"),
    (wording.has_the_length, (FILLER, FILLER * 2), "words; from 1,600 to 2,800"),
    (wording.has_the_length, ("About one in four.", FILLER * 2), None),
    (wording.has_the_length, ("A colour programme", FILLER * 2), None),
    (wording.core_is_short, ("About one in four.", FILLER), None),
    (wording.core_is_short, ("How many are cut?", FILLER), "the core has"),
    (wording.core_is_short, ("One class", "One class " * 31), "the opening has"),
    (wording.speaks_well, ("Nearly all.", "A weak applicant."), "'weak applicant'"),
    (wording.speaks_well, ("Nearly all.", "Some failed to match."), "did not match"),
    (wording.speaks_well, ("## Predict first", "## Predict the losers"), "'losers'"),
    (wording.speaks_well, ("| files |", "| bad students |"), "'bad students'"),
    (wording.speaks_well, ("Nearly all.", "The colour."), "'colour'"),
    (wording.speaks_well, ("Nearly all.", "They summarised it."), "'summarised'"),
    (wording.speaks_well, ("Nearly all.", "Two analyses of it."), None),
    (wording.speaks_well, ("Nearly all.", "To know more, click here."), "'click here'"),
    (wording.speaks_well, ("[the start page]", "[here]"), "where it leads"),
    (carried.marks_lead_somewhere, ("[S2-05]", "[S2-99]"), "S2-99 is no source"),
    (carried.marks_lead_somewhere, ("[R8, R9]", "[R8, R38]"), "R38 is no source"),
    (carried.marks_lead_somewhere, ("[R8, R9]", "[E34]"), "E34 is no source"),
    (carried.marks_lead_somewhere, ("[R8, R9]", "as I-32 says"), "I-32 is no source"),
    (carried.marks_lead_somewhere, ("[R8, R9]", "[R8 and R9]"), "not written like"),
    (carried.marks_lead_somewhere, ("[R8, R9]", "[s2-05]"), "not written like"),
    (carried.marks_lead_somewhere, ("[R8, R9]", "[S2-5]"), "not written like"),
    (carried.marks_lead_somewhere, ("[R8, R9]", "[S2]"), "not written like"),
    (carried.marks_lead_somewhere, ("[R8, R9]", "[E03; C1]"), None),
    (carried.sources_are_listed, ("[R8, R9]", "[R8, R9, E03]"), "E03 is cited and not listed"),
    (carried.sources_are_listed, ("[R8, R9]", "[R8]"), None),
    (carried.numbers_are_carried, ("Nearly all.", "Some 25%."), "25% in 'Some 25%.'"),
    (carried.numbers_are_carried, ("Nearly all.", "A share of .27, no more."), ".27 in"),
    (carried.numbers_are_carried, ("Nearly all.", "Of 1,600 files."), "1,600 in"),
    (carried.numbers_are_carried, ("Nearly all.", "Some 25%. It says so. [E03]"), "25% in"),
    (carried.numbers_are_carried, ("Nearly all.", "Some 25%. [E03] It says so."), None),
    (carried.numbers_are_carried, ("Nearly all.", "Some 25% [E03](#sources)."), None),
    (carried.numbers_are_carried, ("Nearly all.", "Some [25](a.html)."), "25 in"),
    (carried.numbers_are_carried, ("Nearly all.", "Some [one](a25.html)."), None),
    (carried.numbers_are_carried, ("Nearly all.", "Levels 0 to 4, and steps 1 and 2."), None),
    (carried.numbers_are_carried, ("Nearly all.", "Step 2 and 30 more."), "30 in"),
    (carried.numbers_are_carried, ("Nearly all.", "Rounds 1, 2, and 3; levels from 0 to 4."), None),
    (carried.numbers_are_carried, ("Nearly all.", "Step 2 and 5 programs."), "5 in"),
    (carried.numbers_are_carried, ("Nearly all.", "In steps of 5."), "5 in"),
    (carried.numbers_are_carried, ("Nearly all.", "Levels 1 and 5%."), "5% in"),
    (carried.numbers_are_carried, ("Nearly all.", "Of 1,300 applicants."), "1,300 in"),
    (carried.numbers_are_carried, (" [S2-05] |", " |"), "400 in 'files 400'"),
    (carried.numbers_are_carried, ("## Predict first", "## Predict 3 things"), None),
    (carried.numbers_are_carried, ("About one in four.", "About 27 of them."), "27 in"),
    (carried.computed_numbers_are_right, ("300 applicants is", "class is"), "is not in the prose"),
    (carried.computed_numbers_are_right, ("of 300 applicants", "of `300 applicants`"), "is not in"),
]


@pytest.mark.parametrize(("rule", "change", "said"), IN_TEXT)
def test_a_change_of_the_text_is_seen(rule, change, said):
    before, after = change
    assert before in GOOD
    faults = rule(made_up(GOOD.replace(before, after, 1)))
    assert (faults == []) if said is None else any(said in fault for fault in faults), faults


IN_CODE = [
    ("\n".join(["1"] * 16), "16 lines"),
    ("\n".join(["1"] * 15), None),
    ("%matplotlib inline", "command of the notebook"),
    ("!ls", "command of the notebook"),
    ("Scenario?", "command of the notebook"),
    ("if True print(1)", "is not Python"),
    ("import requests", "imports requests"),
    ("import urllib.request as ask", "imports urllib.request"),
    ("from os import path", "imports os"),
    ("from . import secret", "imports ."),
    ("from engine import *", "imports everything"),
    ("open('a.txt')", "calls open"),
    ("with open('a.txt') as file:\n    pass", "calls open"),
    ("eval('1')", "calls eval"),
    ("pd.read_csv('a.csv')", "calls read_csv"),
    ("import numpy as np\nfrom widgets import Exercise\n\nnp.mean([1])", None),
    ("print('What share? A question mark?')", None),
    ("7 % 3 == 1 != 2", None),
]


@pytest.mark.parametrize(("code", "said"), IN_CODE)
def test_a_code_cell_is_short_plain_and_stays_at_home(code, said):
    faults = layout.code_cells(made_up(code=code))
    assert (faults == []) if said is None else any(said in fault for fault in faults), faults


def test_a_code_cell_is_folded():
    assert layout.code_cells(made_up(metadata={})) == ["season-1 is not folded"]
    assert len(layout.code_cells(made_up(metadata={"jupyter": {"source_hidden": False}}))) == 1


def test_the_words_in_a_code_cell_are_read_too():
    asked = 'Prediction("1A", "How many losers?")'
    assert "losers" in wording.speaks_well(made_up(code=asked))[0]
    assert "S9-01" not in carried.known_ids()
    assert carried.marks_lead_somewhere(made_up(code='cited("S4-99")')) == [
        "S4-99 is no source (season-1)"
    ]


@pytest.mark.parametrize(
    "id", ["3f2a9c1b", "cell-3f2a9c1b", "x", "12", "Title", "a_b", "two words", "season--1", ""]
)
def test_a_cell_id_that_says_nothing_is_seen(id):
    assert len(layout.cell_ids(made_up(ids=("title", id)))) == 1


def test_a_cell_id_stands_for_one_cell():
    assert layout.cell_ids(made_up(ids=("title", "title"))) == ["title is there twice"]
    assert layout.cell_ids(made_up(ids=("decade", "facade-2"))) == []


def test_what_waits_for_no_guess_is_seen():
    asks = made_up(code='Prediction("1A", "How many?")').code
    (told, *_), waits = made_up().cells, {layout.OURS: {"after": "1A"}}
    told = {**told, "metadata": waits}
    assert layout.what_waits_for_a_guess_has_one(Page("01-made-up", (*asks, told))) == []
    (fault,) = layout.what_waits_for_a_guess_has_one(Page("01-made-up", (told, *asks)))
    assert "made-up waits for the guess '1A'" in fault


def test_a_closed_heading_ends_at_the_next_of_its_level():
    def cell(text, **metadata):
        return {"cell_type": "markdown", "id": text, "metadata": metadata, "source": text}

    closed, inside, after = cell("## Two", **{CLOSED: True}), cell("### Three"), cell("## Four")
    page = Page("01-made-up", (cell("# One"), closed, inside, after))
    assert [one["id"] for one in page.core.cells] == ["# One", "## Four"]


def test_a_chapter_has_one_box_of_sources():
    assert "0 cells call" in carried.sources_are_listed(made_up(code="1"))[0]


def test_a_wrong_number_of_the_table_is_seen():
    def faults(key, expression):
        text = GOOD.replace("Nearly all.", f"There are {key}.")
        return carried.computed_numbers_are_right(made_up(text), {"01-made-up": {key: expression}})

    assert faults("27% of all", "0.2662") == []
    assert faults("26.6% of all", "0.2662") == []
    assert "the engine says 26.62" in faults("26% of all", "0.2662")[0]
    assert "the engine says 1601" in faults("1,600 files", "1601")[0]
    assert faults("places 27 to 19", "(27.2, 18.9)") == []
    assert "says 19, the engine says 20" in faults("places 27 to 19", "(27.2, 20)")[0]
    assert "has 2 numbers, 1 are computed" in faults("places 27 to 19", "27")[0]
    assert "no word" in faults("27", "27")[0]
    assert faults("0.27 by error", "share_below(230, 235, 8)") == []
    assert faults("Step 2 mean of 3", "3") == []


def test_the_table_computes_with_the_engine_and_once():
    assert carried.compute("simulate(Scenario())") is carried.compute("simulate(Scenario())")
    assert carried.compute("simulate(Scenario())").market.you == (simulate(Scenario()).market.you)
    assert carried.compute("exercise('1.2').parts[0].shown") == "0.14"


def test_what_a_guess_needs_later_is_given_once():
    first = made_up(code="table = 1\n\n\ndef later():\n    return table\n\n\nlater")
    other = made_up(code="saving, table = 2, 3\ntable", ids=("kept", "keep"))
    assert layout.late_names_are_given_once(first) == []
    both = Page(first.name, (*first.cells, *other.code))
    assert layout.late_names_are_given_once(both) == [
        "table is given in keep and season-1, and a function looks it up later"
    ]


def test_every_rule_is_seen_to_fail():
    in_text = {rule for rule, _, said in IN_TEXT if said}
    own = {
        layout.code_cells,
        layout.cell_ids,
        layout.late_names_are_given_once,
        layout.what_waits_for_a_guess_has_one,
    }
    assert in_text | own == {*EVERYWHERE, *IN_CHAPTERS}
