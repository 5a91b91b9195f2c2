"""Text for spreadsheets: every letter is read, and nothing that somebody wrote is run."""

import csv
import io
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.text.reading import read_number
from widgets.text.spreadsheet import MARK, harmless, spreadsheet_csv


@pytest.mark.parametrize("text", ["1–2 days", "✓", "José", 'a, "b"', "two\nlines"])
def test_every_letter_comes_back_as_a_spreadsheet_reads_it(text):
    written = spreadsheet_csv([text], [{text: text}]).encode("utf-8")
    assert written.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(written.decode("utf-8-sig")))) == [[text], [text]]


FORMULAS = ["=1+1", "+A1", "-A1", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", "\u200b=1", "\ufeff=1",
            "\uff1d1+1", "\uff0b1+A", "\uff0dA", "\uff20A", "\ufe66A", '"=1+1"']  # fmt: skip


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("before", ["", "x;", "x; ", "x\t", "x\r", "x\n", "x|"])
def test_no_cell_and_no_piece_of_one_is_run(formula, before):
    made = harmless(before + formula)
    assert made != before + formula
    assert_harmless(made)


LEFT_ALONE = ["-1.25", "+1", "-1,5", "-50%", "0.14; -", "a - b", "x = y", "-", "", "A; B", 3, -2.5,
              None]  # fmt: skip


@pytest.mark.parametrize("cell", LEFT_ALONE)
def test_what_is_no_formula_stays_as_it_is(cell):
    assert harmless(cell) == cell


@given(st.text(st.sampled_from("=+-@\uff1d;\t\r\n|,'\" a1.\u200b\ufeff")) | st.text())
def test_no_text_begins_like_a_formula_anywhere(text):
    made = harmless(text)
    assert_harmless(made)
    assert harmless(made) == made
    assert made.replace("'", "") == text.replace("'", "")


def assert_harmless(cell):
    assert cell[:1] not in ("\t", "\r", "\n")
    for piece in re.split(r"[;\t\r\n|]", cell):
        seen = piece.lstrip('"\ufeff\u200b \xa0\x00')
        if len(piece.strip()) > 1 and read_number(piece) is None:
            assert unicodedata.normalize("NFKC", seen[:1]) not in tuple("=+-@")


def test_the_mark_stands_once_in_front():
    assert spreadsheet_csv(["a"], [{"a": 1}, {}]) == f"{MARK}a\r\n1\r\n\r\n".replace(
        "\r\n\r\n", '\r\n""\r\n'
    )
