"""The school's own box: what is filled in is shown, what is broken is named by its line."""

import time
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


TOO_MUCH = {
    "lists without end": "name = " + "[\n" * 20_000,
    "lists without end in one line": "name = " + "[" * 50_000,
    "tables without end": "name = " + "{a=" * 300,
    "a dotted key without end": "a" + ".a" * 100_000 + " = 1",
    "dotted keys as long as a line": "\n".join(f"{i}" + ".a" * 490 + " = 1" for i in range(49)),
    "a table's name without end": "[" + "a." * 490 + "a]\n" + "b." * 490 + "b = 1",
    "a very long text": f'name = "{"x" * 1_000_000}"',
    "a very long name": f"{'x' * 900} = 1",
    "a name of a thousand pieces twice": ("a." * 480 + "a = 1\n") * 2,
    "very many names": "\n".join(f"x{i} = 1" for i in range(4_000)),
    "very many links": "[links]\n" + "\n".join(f'"x{i}" = "javascript:1"' for i in range(1_500)),
    "a long address": f'[links]\n"a" = "javascript:{"x" * 900}"',
    "a number of many digits": "name = " + "9" * 900,
    "a number of too many digits": "name = " + "9" * 5000,
    "a list of very much": "name = [" + "1,\n" * 15_000 + "]",
}


@pytest.mark.parametrize("text", TOO_MUCH.values(), ids=TOO_MUCH)
def test_too_much_of_anything_is_refused_in_short_sentences_and_at_once(write, text):
    path, began = write(text), time.process_time()
    with pytest.raises(InputError) as error:
        read_school(path)
    assert time.process_time() - began < 2
    assert len(error.value.problems) <= 11
    assert max(map(len, error.value.problems)) < 200
    assert 'role="alert"' in school_box(path).value


@pytest.mark.parametrize("refused", [PermissionError(13, "Permission denied"),
                                     OSError(36, "File name too long")])  # fmt: skip
@pytest.mark.parametrize("name", ["open", "is_file"])
def test_a_file_that_the_system_does_not_give_is_one_sentence(write, monkeypatch, refused, name):
    path = write('name = "A"')

    def refuse(*_args, **_more):
        raise refused

    monkeypatch.setattr(Path, name, refuse)
    with pytest.raises(InputError) as error:
        read_school(path)
    assert str(error.value) == f"school.toml cannot be read: {refused.strerror}."


TOML = st.text(st.sampled_from("[]{}.\"'=,#\n\t 0a\\-:") | st.characters(codec="utf-8"))
LINES = st.lists(
    st.tuples(st.sampled_from(["name", "contact", "[dates]", "[links]", '"a"', "x.y", "dates.b"]),
              st.sampled_from(["", ' = "A"', " = 1", " = [", " = {a=1}", ' = "tel:1"', " = 1-"]))
    .map("".join)
).map("\n".join)  # fmt: skip


@given(LINES | TOML.map(str.encode) | st.binary())
def test_any_file_is_read_or_refused_and_the_chapter_goes_on(given):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "school.toml"
        path.write_bytes(given if isinstance(given, bytes) else given.encode())
        problems = ()
        try:
            read_school(path)
        except InputError as error:
            problems = error.problems
        assert all(len(problem) < 200 for problem in problems)
        assert ('role="alert"' in school_box(path).value) == bool(problems)
