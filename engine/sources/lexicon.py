"""What can be said about an applicant, and who says it: the phrases and the roles.

Both are tables (``engine/data``): a phrase has a code from -3 to +3, which is our
reading of what the documents say it does; a role has a proximity, a credibility
and a candor, from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.base.errors import MarketError
from engine.base.settings import shown
from engine.sources.figures import table

NETWORKS = ("directors", "faculty", "residents", "graduates", "office")
_GROWTH = {"S0-50", "S0-60", "S3-27"}
_AS_TYPED = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2026": " "}
)


@dataclass(frozen=True)
class Phrase:
    """A quoted phrase of the documents and what we code it as."""

    text: str  # the quoted words
    code: float  # from -3 (keeps an applicant out) to +3; our coding, open to argument
    dimension: str  # what it is about: reliability, team, work ethic ...
    ids: tuple[str, ...]  # items of the documents that have it
    longer: str = ""  # the document's longer wording, where there is one; found in its place

    @property
    def growth(self) -> bool:
        """Whether it tells that somebody got over trouble (S0-50, S0-60, S3-27)."""
        return not _GROWTH.isdisjoint(self.ids)


@dataclass(frozen=True)
class Role:
    """Somebody who may speak for an applicant, such as "home program director"."""

    name: str
    proximity: float  # from 0 to 1: how well they know the applicant
    credibility: float  # from 0 to 1: how far they are believed
    candor: float  # from 0 to 1: how freely the channel they use lets them speak
    called: int  # when programs ask them, 1 = first, for interviews and rank lists (S1-27)
    called_in_soap: int  # the same in SOAP (S0-20 to S0-23)
    who: str  # which applicants have one: "anybody", "US school", ... (S0-67)
    network: str  # among whom they are known, one of `NETWORKS` (S0-13, S0-22)
    silent: float  # times the usual odds that they approach nobody (S4-15, S4-16)

    @property
    def influence(self) -> float:
        """Proximity times credibility (S4-17)."""
        return self.proximity * self.credibility


@cache
def phrases() -> Mapping[str, Phrase]:
    """All phrases of the lexicon, by their text.

    Returns
    -------
    mapping of str to Phrase
        In the table's order, the warmest first.

    Examples
    --------
    >>> phrases()["I'd take them"].code
    3.0
    """
    found = {
        row["phrase"]: Phrase(
            row["phrase"],
            float(row["code"]),
            row["dimension"],
            tuple(row["ids"].split()),
            row["also"],
        )
        for row in table("phrases")
    }
    return MappingProxyType(found)


@cache
def roles() -> Mapping[str, Role]:
    """All roles, by name.

    Returns
    -------
    mapping of str to Role

    Examples
    --------
    >>> round(roles()["home program director"].influence, 2)
    0.81
    """
    found = {
        row["role"]: Role(
            row["role"],
            proximity=float(row["proximity"]),
            credibility=float(row["credibility"]),
            candor=float(row["candor"]),
            called=int(row["called"]),
            called_in_soap=int(row["called_in_soap"]),
            who=row["who"],
            network=row["network"],
            silent=float(row["silent"]),
        )
        for row in table("roles")
    }
    return MappingProxyType(found)


@cache
def role_column(name: str) -> NDArray[Any]:
    """One attribute of every role, as a column in the order of `roles`; not to be written to.

    >>> role_column("called").tolist()
    [1, 2, 8, 5, 3, 6, 7, 4, 10, 9]
    """
    column = np.array([getattr(role, name) for role in roles().values()])
    column.setflags(write=False)
    return column


@cache
def role_number(name: str) -> int:
    """Place of a role in the order of `roles`, which is its number in every table.

    >>> role_number("chief resident")
    5
    """
    return list(roles()).index(name)


def plain(text: str) -> str:
    """Fold what people type differently: case, curly quotes, dots at the end, spaces.

    >>> plain("I\u2019d take  them.")
    "i'd take them"
    """
    return " ".join(text.translate(_AS_TYPED).replace("...", " ").lower().split()).strip(" .!\"'")


@cache
def _spellings() -> Mapping[str, Phrase]:
    # The short wording of one phrase wins over the longer wording of another.
    longer = {plain(phrase.longer): phrase for phrase in phrases().values() if phrase.longer}
    return {**longer, **{plain(text): phrase for text, phrase in phrases().items()}}


def find_phrase(text: str) -> Phrase:
    """Find a phrase of the lexicon, by its text or by the document's longer wording.

    Case, curly quotes and dots do not matter; what the lexicon does not have is refused.

    >>> find_phrase("i\u2019d take them.").code
    3.0
    >>> find_phrase("Our coordinator said they were rude on the phone. Hard pass").text
    'Hard pass'
    """
    found = _spellings().get(plain(text)) if isinstance(text, str) else None
    if found is None:
        raise MarketError([f"{shown(text)} is not a phrase of the lexicon"])
    return found
