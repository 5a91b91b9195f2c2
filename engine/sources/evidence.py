"""What studies found about the documents' claims, and what the documents are.

The tables live in ``engine/data``. A finding always says what was asked of whom, so that what
directors say about themselves is never read as what became of applicants.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from engine.base.errors import MarketError
from engine.sources.figures import table

VERDICTS: Mapping[str, str] = {
    "supported": "studies or official figures bear it out",
    "plausible": "nobody has studied it; it may well be so",
    "contradicted": "published figures say otherwise",
    "mixed": "it depends on the setting, or studies differ",
    "unresolved": "the documents disagree and no study decides",
    "out of date": "it was so once and is no longer",
}
"""What a verdict may be, and what it means."""
_PARTED = ("source", "address", "kind")


@dataclass(frozen=True, slots=True)
class Source:
    """Something that was read."""

    title: str  # author, journal or site, and year as far as known
    address: str  # where the original is; empty where that is not known
    # "primary" (the publisher's own page, often only the abstract), "secondary" (a copy or a
    # quotation) or "none" (nothing was found to read)
    kind: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known about one claim."""

    id: str  # "E01" to "E33", and "C1" to "C6" for who gains and who loses by it
    claim: str  # what is claimed, in neutral words
    verdict: str  # one of `VERDICTS`; where it differs by setting "mixed", and `finding` says how
    finding: str  # the numbers, in plain words
    design: str  # what was asked or counted, of whom
    sources: tuple[Source, ...]  # what was read
    note: str  # what is doubtful about it; may be empty


@dataclass(frozen=True, slots=True)
class Document:
    """One of the five documents, as a piece of writing."""

    id: str  # "S0" to "S4"
    about: str  # its subject, in the course's words
    # What its header and its foot say; each is empty where the document carries none.
    title: str
    publisher: str
    dated: str
    advert: str
    figures: str  # "impression" where it says itself that its figures are one, else "no caveat"
    caveat: str  # what it says about its own figures, as a sentence
    chapter: str  # the chapter that works through it


@cache
def findings() -> Mapping[str, Finding]:
    """Return all findings, by id.

    Returns
    -------
    mapping of str to Finding
        E01 to E33, then C1 to C6.

    Raises
    ------
    MarketError
        When a row of the table names more sources than addresses or kinds, or the other way.

    Examples
    --------
    >>> found = findings()["E04"]
    >>> found.verdict, found.sources[0].kind
    ('mixed', 'primary')
    >>> print(findings()["E22"].design)
    survey of dermatology coordinators: what they say they do and what they believe it changed
    """
    return {row["id"]: _finding(row) for row in table("evidence")}


@cache
def documents() -> Mapping[str, Document]:
    """Return the five documents, by id.

    Returns
    -------
    mapping of str to Document
        S0 to S4.

    Examples
    --------
    >>> documents()["S4"].publisher, documents()["S0"].publisher
    ('Residency Advisor', '')
    """
    return {row["id"]: Document(**row) for row in table("documents")}


def _finding(row: Mapping[str, str]) -> Finding:
    """Split the cells that hold several things, parted by a bar; a dash is an unknown address."""
    parts = [[part.strip() for part in row[name].split("|")] for name in _PARTED]
    if len({len(part) for part in parts}) != 1:
        pairs = zip(_PARTED, parts, strict=True)
        counts = ", ".join(f"{len(part)} in {name}" for name, part in pairs)
        raise MarketError([f"{row['id']} does not pair its sources: {counts}"])
    sources = tuple(
        Source(title, "" if address == "-" else address, kind)
        for title, address, kind in zip(*parts, strict=True)
    )
    rest = {name: cell for name, cell in row.items() if name not in _PARTED}
    return Finding(**rest, sources=sources)
