"""Twelve questions for before and after the course, each about something that many believe.

``engine/data/bank.toml`` holds them. Its right answers and its numbers are calls, read and made as
those of the exercises are; where nothing decides but what studies found, the answer is a text and
the sources say why.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from engine.base.errors import MarketError
from engine.study.exercises import compute


@dataclass(frozen=True)
class Item:
    """One question: `choices` pairs each answer with why it is right, or why it tempts.

    Attributes
    ----------
    id : str
        What it is called in a log, such as "merit".
    about : str
        What it is about, in a few words.
    question : str
        What is asked.
    choices : mapping of str to str
        The answers in their order, each with why.
    answer : str
        The right one of them.
    sources : tuple of str
        What the reasons rest on: ids of items, findings and rules.
    """

    id: str
    about: str
    question: str
    choices: Mapping[str, str]
    answer: str
    sources: tuple[str, ...]


@cache
def items() -> Mapping[str, Item]:
    """Return the twelve items, by id, in their order before the course.

    Returns
    -------
    mapping of str to Item

    Raises
    ------
    MarketError
        When the answer of an item is none of its choices.

    Examples
    --------
    >>> items()["points"].answer
    'That they may be equally good'
    """
    return {row["id"]: _item(row, nth) for nth, row in enumerate(rows())}


@cache
def rows() -> tuple[Mapping[str, Any], ...]:
    """Read the items as they stand in the file.

    >>> len(rows())
    12
    """
    from importlib.resources import files

    text = (files("engine") / "data" / "bank.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["item"])


def _item(row: Mapping[str, Any], nth: int) -> Item:
    numbers = {name: compute(call) for name, call in row.get("numbers", {}).items()}
    told = row["choices"]
    first = nth % len(told)  # so that the right one stands at another place each time
    turned = [*told[first:], *told[:first]]
    choices = {text: why.format(**numbers) for text, why in turned}
    answer = compute(row["answer"])
    if answer not in choices:
        raise MarketError([f"item {row['id']!r} does not offer its answer {answer!r}"])
    question = row["question"].format(**numbers)
    return Item(row["id"], row["about"], question, choices, answer, tuple(row["sources"]))
