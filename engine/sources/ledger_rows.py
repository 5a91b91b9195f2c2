"""Where every item of the five documents lives in the course, and what is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from engine.sources.figures import table

if TYPE_CHECKING:
    import pandas as pd

STATUSES = ("modeled", "shown", "left out")
COLUMNS = ("id", "kind", "status", "where", "says", "evidence", "rule", "test")


def ledger() -> pd.DataFrame:
    """List every item and every contradiction of the documents.

    Returns
    -------
    DataFrame
        id (S0-01 to S4-37, I-01 to I-31), kind, status, where, says (in our words),
        evidence (verdicts), rule (official rules), test (what proves a modeled row).
        *modeled*: a dial, setting, table row, rule or formula does it. *shown*: a
        page tells it. *left out*: with the reason.

    Examples
    --------
    >>> book = ledger()
    >>> len(book), book["id"].iloc[0], set(book["status"]) <= set(STATUSES)
    (298, 'S0-01', True)
    """
    import pandas as pd

    return pd.DataFrame(list(ledger_items()), columns=list(COLUMNS))


def ledger_items() -> Sequence[Mapping[str, str]]:
    """List the rows of `ledger` plainly, without pandas.

    Returns
    -------
    sequence of mapping
        The columns of `ledger` by name.

    Examples
    --------
    >>> ledger_items()[0]["id"]
    'S0-01'
    """
    return table("mechanisms")
