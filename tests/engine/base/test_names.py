"""Names: one text for what looks the same, and nothing in them that nobody sees."""

import sys
import unicodedata

import pytest

from engine.base.names import MOST_LETTERS, name_problem, same_text


def test_composed_and_apart_are_one_text():
    for name in ("José", "Ångström", "Ngô Đình"):
        assert same_text(unicodedata.normalize("NFD", name)) == same_text(name)
    assert same_text("Ana") != same_text("ana")


@pytest.mark.parametrize("value", ["", " ", "\t", None, 7, b"Ana", ["Ana"]])
def test_what_is_no_name(value):
    assert name_problem(value, "the list has").endswith("which is not a name")


def test_a_name_has_an_end():
    assert name_problem("x" * MOST_LETTERS, "the list has") is None
    said = "the list has a name of 10,000 letters; 200 is the most"
    assert name_problem("x" * 10_000, "the list has") == said


def test_every_character_that_shows_nothing_is_refused_and_no_letter():
    seen = 0
    for code in range(sys.maxunicode + 1):
        letter = chr(code)
        if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            seen += 1
            said = name_problem(f"A{letter}b", "the list has")
            assert said is not None
            assert said.endswith(f"holds an invisible character (U+{code:04X}) after 'A'")
    assert seen > 2_000
    for name in ("Ana Ruiz", "Müller-Lüdenscheidt", "St. Mary's (east)", "李", "डॉ", "ሰላም"):
        assert name_problem(name, "the list has") is None
