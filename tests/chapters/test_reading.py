"""How the tests of the chapters read a page: sentences, words, syllables, grade."""

import pytest

from tests.chapters.pages import blocks, headings, items, plain, sections, split
from tests.chapters.reading import (
    count_words,
    grade,
    hardest,
    in_our_words,
    readable,
    sentences,
    syllables,
    words,
)


def test_the_grade_is_the_published_formula():
    # The same two texts, by the same formula, in an independent library: 3.6897 and 2.9956.
    assert grade(
        [
            "An applicant proposes to the programs on their list.",
            "The programs hold the ones they ranked best.",
        ]
    ) == pytest.approx(3.6897, abs=1e-4)
    assert grade(
        [
            "It is small enough to watch each one of them move around.",
            "Nobody has measured it yet.",
        ]
    ) == pytest.approx(2.9956, abs=1e-4)
    assert hardest(["It is so.", "Institutional necessity.", "So it was."], most=1) == [
        "38: Institutional necessity."
    ]


@pytest.mark.parametrize(
    ("word", "count"),
    [("residency", 4), ("don’t", 1), ("step-by-step", 3), ("0.27", 1), ("NRMP", 1), ("Latha's", 2)],
)
def test_syllables_are_counted(word, count):
    assert syllables(word) == count


def test_a_sentence_ends_where_a_reader_ends_it():
    text = "It is .27 [S4-03]. It is so, e.g. Here. Is it? [E03] “Yes.” (No.) 5 of U.S. Graduates."
    assert split(text) == [
        "It is .27 [S4-03].",
        "It is so, e.g. Here.",
        "Is it [E03]?",
        "“Yes.”",
        "(No.)",
        "5 of U.S. Graduates.",
    ]


def test_what_others_wrote_is_left_out_and_the_sentence_stays_one():
    assert in_our_words('Write `a.b: C` and "no way." [S0-17]') == "Write it and this."
    assert readable("Most **residency programs** ask [four](a.html).") == "Most term term ask four."
    assert in_our_words("Don't: the programs' own ‘yes’.") == "Don't: the programs' own this."


def test_a_page_is_cut_into_what_it_is_made_of():
    text = "# A\n\none\ntwo\n\n- three\n- four\n  five\n\n> six\n\n| a | b |\n|---|---|\n\n"
    text += "## B\n\n```\n# c\n```"
    assert headings(text) == [(1, "A"), (2, "B")]
    assert blocks(text) == ["one two", "three", "four five"]
    assert blocks(text, tables=True)[-1].split() == ["a", "b"]
    assert [name for name, _ in sections(text)] == ["A", "B"]
    assert items("1. one\n   more\n2. two\n\n- three") == ["one more", "two"]
    folded = "yes\n\n<details><summary>Answer</summary>\n\nNo, no.\n\n</details>"
    assert count_words(folded) == 1
    assert sentences(folded) == ["yes", "No, no."]
    assert plain("**a** _b_ `c_d` [e](f) ![g](h) <b>i</b> &amp; j") == "a b c_d e i & j"
    assert words("It is 27%, or .27 (1,600).") == ["It", "is", "27%,", "or", "27", "1,600"]
