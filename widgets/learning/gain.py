"""What a learner's answers before and after the course say: how many are right, and how sure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.study.bank import items
from widgets.learning import bank_words as words
from widgets.learning.log_rows import Entry


@dataclass(frozen=True)
class Answer:
    """What was chosen, how sure the learner was (0 to 1), and whether it is right."""

    choice: str
    sure: float
    right: bool


Answers = Mapping[str, Answer]


def answers(entries: Iterable[Entry], when: str) -> Answers:
    """Take the last answer to each item from a log; what no item offers is passed over.

    Parameters
    ----------
    entries : iterable of mapping
        Of a log, which may have been edited by hand.
    when : {"before", "after"}
        Which of the two times.

    Returns
    -------
    mapping of str to Answer
        By item, in the order of the items.

    Examples
    --------
    >>> said = {"kind": "before", "id": "points", "answer": "That they may be equally good"}
    >>> answers([{**said, "sure": 0.5}, {**said, "answer": "no"}], "before")["points"].right
    True
    """
    found: dict[str, Answer] = {}
    for entry in entries:
        item = items().get(str(entry.get("id"))) if entry.get("kind") == when else None
        choice, sure = entry.get("answer"), entry.get("sure")
        if item is None or not isinstance(choice, str) or not isinstance(sure, float):
            continue
        if choice in item.choices and sure in words.LEVELS:
            found[item.id] = Answer(choice, sure, choice == item.answer)
    return {id: found[id] for id in items() if id in found}


def right_of(given: Answers) -> int:
    """Count the right answers."""
    return sum(answer.right for answer in given.values())


def gain_sentence(before: Answers, after: Answers) -> str:
    """Say how many were right before and are now, of those that were answered both times.

    >>> one = {"points": Answer("a", 0.5, False)}
    >>> gain_sentence(one, {"points": Answer("b", 0.5, True)})
    'Before the course 0 of 1 were right, now 1: 1 more.'
    """
    if not after:
        return ""
    both = before.keys() & after.keys()
    if not both:
        return words.ONLY_AFTER.format(now=right_of(after), of=len(after))
    then = sum(before[id].right for id in both)
    now = sum(after[id].right for id in both)
    about = {"then": then, "now": now, "of": len(both), "more": now - then}
    told = (words.MORE if now > then else words.FEWER if now < then else words.AS_MANY).format(
        **about
    )
    turned = sum(before[id].choice != after[id].choice for id in both)
    if now == then and turned:
        told += words.TURNED.format(turned)
    return told + (words.COMPARED if len(both) < len(after) else "")


def calibration_sentence(before: Answers, after: Answers) -> str:
    """Say whether the learner was as sure as right, and that it came nearer, where it did.

    >>> shy = {"points": Answer("b", 0.5, True)}
    >>> "know more than you trust" in calibration_sentence({}, shy)
    True
    """
    if not after:
        return ""
    sure, right = _means(after)
    told = words.ALIKE
    if abs(sure - right) > words.NEAR:
        told = words.TOO_SURE if sure > right else words.TOO_SHY
    text = told.format(sure=sure, right=right)
    if len(before) == len(after):
        then = _means(before)
        before_apart, apart = (
            round(100 * abs(one - other)) for one, other in (then, (sure, right))
        )
        if apart < before_apart:
            text += words.NEARER.format(then=before_apart, now=apart)
    return text + words.ROUGH


def _means(given: Answers) -> tuple[float, float]:
    """How sure the learner was on average, and the share that is right."""
    return sum(answer.sure for answer in given.values()) / len(given), right_of(given) / len(given)


def levels(given: Answers) -> list[tuple[float, int, int]]:
    """For each level of sureness that was used: the level, how many are right, and how many all.

    >>> levels({"points": Answer("b", 0.5, True), "calls": Answer("c", 0.5, False)})
    [(0.5, 1, 2)]
    """
    found = []
    for level in words.LEVELS:
        mine = [answer.right for answer in given.values() if answer.sure == level]
        if mine:
            found.append((level, sum(mine), len(mine)))
    return found
