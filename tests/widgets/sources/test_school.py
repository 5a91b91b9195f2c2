"""The school's own box: what is filled in is shown, what is broken is named by its line."""

import tomllib
from pathlib import Path

import pytest

from engine.base import InputError
from widgets.sources.school import (
    SCHOOL_DATES,
    SCHOOL_EMPTY,
    SCHOOL_LINKS,
    SCHOOL_PARTS,
    School,
    read_school,
    school_box,
)

SHIPPED = Path(__file__).parents[3] / "chapters" / "school.toml"

FILLED = """
name = "Lake & City College"
contact = "Dr. Ito <room 4>"
wellness = "Counseling, 555-0100, day and night"
[dates]
"2027-02-10" = "Workshop on <rank> lists"
[links]
"Handbook" = "https://example.edu/handbook?a=1&b=2"
"Write to us" = "mailto:advising@example.edu"
"""


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "school.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_shipped_file_is_empty_and_shows_a_neutral_sentence():
    assert read_school(SHIPPED) == School()
    shown = school_box(SHIPPED).value
    assert SCHOOL_EMPTY.split(".")[0].replace("'", "&#x27;") in shown.replace("'", "&#x27;")


def test_every_example_in_the_shipped_file_works_once_its_mark_is_taken_away(write):
    lines = SHIPPED.read_text("utf-8").splitlines()
    examples = [line for line in lines if line.startswith('# "')]
    assert len(examples) == 3
    text = "\n".join(line.removeprefix("# ") if line in examples else line for line in lines)
    school = read_school(write(text))
    assert (len(school.dates), len(school.links)) == (2, 1)


def test_what_is_filled_in_is_shown_and_nothing_of_it_is_markup(write):
    shown = school_box(write(FILLED)).value
    for text in (
        "Lake &amp; City College",
        "Dr. Ito &lt;room 4&gt;",
        "555-0100",
        "2027-02-10: Workshop on &lt;",
    ):
        assert text in shown
    assert 'href="https://example.edu/handbook?a=1&amp;b=2"' in shown
    assert SCHOOL_PARTS["wellness"] in shown
    assert "<rank>" not in shown


def test_what_is_left_empty_is_not_shown(write):
    shown = school_box(write('contact = "Dr. Ito"\n[dates]\n[links]\n"Later" = ""')).value
    assert "Dr. Ito" in shown
    for title in (SCHOOL_DATES, SCHOOL_LINKS, SCHOOL_PARTS["wellness"]):
        assert title not in shown


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('name = "A"\ncontact = Dr. Ito\n', 2),
        ('name = "A\n', 1),
        ('\n\n\nname "A"', 4),
        ('[dates\n"a" = "b"', 1),
        ('name = "A"\nname = "B"\n', 2),
        ('name = """', 1),
    ],
)
def test_a_line_that_cannot_be_read_is_named(write, text, line):
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(text)
    with pytest.raises(InputError, match=rf"school\.toml cannot be read: line {line}: ") as error:
        read_school(write(text))
    assert len(error.value.problems) == 1
    shown = school_box(write(text)).value
    assert f"line {line}" in shown
    assert 'role="alert"' in shown


def test_every_entry_that_cannot_be_used_is_named(write):
    text = """
name = 5
phone = "555"
[dates]
"2027-02-10" = 3
[links]
"Trap" = "javascript:alert(1)"
"""
    with pytest.raises(InputError) as error:
        read_school(write(text))
    problems = " ".join(error.value.problems)
    assert len(error.value.problems) == 4
    for named in ("name is 5", "'phone'", "dates", "'Trap'"):
        assert named in problems


def test_a_file_that_is_no_text_is_named(tmp_path):
    path = tmp_path / "school.toml"
    path.write_bytes(b"name = \xff\xfe")
    with pytest.raises(InputError, match="not plain text"):
        read_school(path)


def test_a_byte_order_mark_of_a_windows_editor_does_no_harm(tmp_path):
    path = tmp_path / "school.toml"
    path.write_text('name = "A"', encoding="utf-8-sig")
    assert read_school(path).name == "A"


def test_without_a_file_the_sentence_is_neutral(tmp_path):
    assert read_school(tmp_path / "none.toml") == School()


def test_a_file_beside_the_notebook_comes_first(write, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert read_school() == School()  # the one among the chapters
    write('name = "Mine"')
    assert read_school().name == "Mine"
