"""Every item of the documents as one row: what is claimed, found, ruled, and shown here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from engine.scenario.dials import DIALS_BY_STAGE
from engine.sources.evidence import documents
from engine.sources.ledger_rows import ledger_items
from engine.study.claims_table import measured_items
from widgets.sources.boxes import cited

BETWEEN = "I"  # the contradictions: between the documents, and of none
ANY_STAGE = "all stages"
# Where an item happens that names no dial: where its document is about.
_USUAL = {"S0": "SOAP", "S1": "ranking", "S2": "SOAP", "S3": "pre-match", "S4": "screening"}
_KINDS = {
    "assumptions": "dial",
    "phrases": "words",
    "roles": "speaker",
    "formulas": "formula",
    "you": "setting",
    "voice": "setting",
    "strategy": "setting",
}


@dataclass(frozen=True)
class ClaimRow:
    """One item or contradiction.

    Attributes
    ----------
    id, says, kind, status : str
        As in the ledger.
    document : str
        "S0" to "S4", or "I" for a contradiction.
    stages : frozenset of str
        Where in a season it happens: stages of `DIALS_BY_STAGE`, or `ANY_STAGE`.
    evidence, rules : tuple of str
        Ids of what bears on it.
    where : tuple of str
        What does it in the course, which page tells it, or why it is left out.
    proofs : tuple of str
        What the tests of a modeled row say.
    measured : tuple of str
        What of it is measured in seasons of both worlds.
    chapters : tuple of str
        Numbers of the chapters that cite it.
    """

    id: str
    says: str
    kind: str
    status: str
    document: str
    stages: frozenset[str]
    evidence: tuple[str, ...]
    rules: tuple[str, ...]
    where: tuple[str, ...]
    proofs: tuple[str, ...]
    measured: tuple[str, ...]
    chapters: tuple[str, ...]

    def has(self, text: str) -> bool:
        """Whether every word of a text is in it somewhere.

        >>> claim_rows()[0].has("PRIVATE words"), claim_rows()[0].has("private banana")
        (True, False)
        """
        held = " ".join((self.id, self.says, self.kind, *self.evidence, *self.rules, *self.where))
        return all(word in held.lower() for word in text.lower().split())


@cache
def claim_rows() -> tuple[ClaimRow, ...]:
    """Return all rows, in the order of the ledger.

    >>> len(claim_rows()), claim_rows()[-1].document
    (298, 'I')
    """
    cites = _cited_in()
    return tuple(_row(item, cites) for item in ledger_items())


def _row(item: Mapping[str, str], cites: Mapping[str, tuple[str, ...]]) -> ClaimRow:
    id, status = item["id"], item["status"]
    parts = item["where"].split("; ")
    left_out = status == "left out"
    return ClaimRow(
        id=id,
        says=item["says"],
        kind=item["kind"],
        status=status,
        document=id.partition("-")[0],
        stages=_stages(id, parts),
        evidence=tuple(item["evidence"].split()),
        rules=tuple(item["rule"].split()),
        where=(item["where"],) if left_out else tuple(map(_plain_place, parts)),
        proofs=tuple(_plain_test(test) for test in item["test"].split("; ") if test),
        measured=measured_items().get(id, ()),
        chapters=cites.get(id, ()),
    )


def _stages(id: str, parts: list[str]) -> frozenset[str]:
    found = set()
    for part in parts:
        kind, _, name = part.partition(".")
        if kind == "assumptions":
            found |= {stage for stage, dials in DIALS_BY_STAGE.items() if _declares(dials, name)}
        elif part.startswith(("phrases:", "roles:", "voice.")):
            found.add("voices")
    return frozenset(found or {_USUAL.get(id.partition("-")[0], ANY_STAGE)})


def _declares(dials: type, name: str) -> bool:
    return name in dials.__annotations__


def _plain_place(part: str) -> str:
    """Say what a place in the code is.

    >>> _plain_place("assumptions.tie_share"), _plain_place("phrases: a machine")
    ('dial tie_share', 'words “a machine”')
    >>> _plain_place("study.soap_program.one_program"), _plain_place("chapter 05: Sources")
    ('function one_program', 'chapter 05: Sources')
    """
    kind, sign, name = part.partition(": ") if ": " in part else part.partition(".")
    if sign == ": " and kind in _KINDS:
        return f"{_KINDS[kind]} “{name}”"
    if sign == ": ":
        return part
    return f"{_KINDS[kind]} {name}" if kind in _KINDS else f"function {name.rpartition('.')[2]}"


def _plain_test(test: str) -> str:
    """Turn the name of a test into what it says.

    >>> _plain_test("test_soap::test_an_offer_that_lapsed_never_returns")
    'an offer that lapsed never returns'
    """
    return test.rpartition("::")[2].removeprefix("test_").replace("_", " ")


def _cited_in() -> dict[str, tuple[str, ...]]:
    """Find which chapters cite what: those beside the notebook, or else those of the course."""
    folders = (Path(), Path(__file__).parents[2] / "chapters")
    found: dict[str, tuple[str, ...]] = {}
    for folder in folders:
        for path in sorted(folder.glob("0[1-5]-*.ipynb")):
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            texts = ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
            for id in dict.fromkeys(id for text in texts for id in cited(text)):
                found[id] = (*found.get(id, ()), path.name[:2])
        if found:
            return found
    return found


def documents_named() -> dict[str, str]:
    """Name the documents, and the contradictions between them.

    >>> list(documents_named())
    ['S0', 'S1', 'S2', 'S3', 'S4', 'I']
    """
    named = {id: f"{id}: {document.about}" for id, document in documents().items()}
    return named | {BETWEEN: "I: where the documents disagree"}
