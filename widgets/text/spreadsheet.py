"""Rows as a CSV file that a spreadsheet shows as they are: every letter whole, no text run."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from widgets.text.reading import read_number

MARK = "\ufeff"  # without it a spreadsheet takes UTF-8 for an old code page
# A spreadsheet set to another language may split a cell at these, and run what comes after.
_SEPARATORS = re.compile(r"([;\t\r\n|])")


def spreadsheet_csv(columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> str:
    r"""Write rows as CSV for a spreadsheet; a cell that a row lacks stays empty.

    >>> spreadsheet_csv(["say"], [{"say": "1–2 days"}, {"say": "=1+1"}, {"say": -0.5}])
    "\ufeffsay\r\n1–2 days\r\n'=1+1\r\n-0.5\r\n"
    """
    out = io.StringIO()
    out.write(MARK)
    table = csv.writer(out, lineterminator="\r\n")
    heads = list(columns)
    table.writerow(map(harmless, heads))
    table.writerows([harmless(row.get(head)) for head in heads] for row in rows)
    return out.getvalue()


def harmless(cell: object) -> object:
    r"""Keep a spreadsheet from taking a text, or a piece of it, for a formula.

    An apostrophe goes before whatever begins like one; numbers and a lone sign stay as they are.

    >>> harmless("=1+1"), harmless("x;=1+1;"), harmless("-1.25"), harmless(-2)
    ("'=1+1", "x;'=1+1;", '-1.25', -2)
    """
    if not isinstance(cell, str):
        return cell
    return "".join(f"'{piece}" if _is_risky(piece) else piece for piece in _pieces(cell))


def _pieces(cell: str) -> list[str]:
    pieces = _SEPARATORS.split(cell)
    # A separator in front would leave the cell empty, and what it hides in the next one.
    return ["'", *pieces] if len(pieces) > 1 and not pieces[0] else pieces


def _is_risky(piece: str) -> bool:
    first = next((letter for letter in piece if not _is_unseen(letter)), "")
    # Compatibility forms count: a full-width or a small equals sign is one to some spreadsheets.
    if not first or unicodedata.normalize("NFKC", first) not in ("=", "+", "-", "@"):
        return False
    return len(piece.strip()) > 1 and read_number(piece) is None


def _is_unseen(letter: str) -> bool:
    return letter == '"' or letter.isspace() or unicodedata.category(letter) in ("Cc", "Cf")
