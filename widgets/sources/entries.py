"""One entry for every kind of source: an item of the documents, a study, a rule, a figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape

from engine.base.errors import MarketError, raise_if_any
from engine.scenario.rules import official_rules
from engine.sources.evidence import VERDICTS, Source, findings
from engine.sources.figures import Figure, claim, figure, table
from widgets.text.html import aside, folded, link, long_date

GROUPS = ("document", "study", "rule", "figure")
"""The kinds of source, in the order of a chapter's list."""
_LETTERS = {"S": "document", "I": "document", "E": "study", "C": "study", "R": "rule"}
_KINDS = {
    "primary": "primary: the publisher's own page, often only the abstract",
    "secondary": "secondary: a copy or a quotation",
}


def entry(id: str, *, anchor: bool = True) -> str:
    """Write the entry of a source that exists: a list item, with an id such as "src-S4-03".

    Without the `anchor` it has no id: a page has each only once, in its list of sources.

    >>> entry("I-18")[:36]
    '<li id="src-I-18"><b>I-18</b> <span '
    """
    group = group_of(id)
    name = "" if group == "figure" else f"<b>{escape(id)}</b> "
    told = {"document": _item, "study": _study, "rule": _rule, "figure": _figure}[group](id)
    place = "src-" + re.sub(r"[^\w-]+", "-", id)
    begins = f'<li id="{escape(place)}">' if anchor else "<li>"
    return f"{begins}{name}{told}</li>"


def group_of(id: str) -> str:
    """Say what kind of source an id names; empty where it names none.

    A figure is "figure:" with quantity, group and year parted by slashes.

    >>> [group_of(id) for id in ("I-18", "C1", "R15", "figure:step2ck_mean/all takers", "X1")]
    ['document', 'study', 'rule', 'figure', '']
    """
    return "figure" if id.startswith("figure:") else _LETTERS.get(id[:1], "")


def order_of(id: str) -> tuple[str, int]:
    """Give the place of an id among others of its kind, all of which exist.

    Items of documents come before the contradictions between them, E before C, R2 before R10.

    >>> sorted(["I-02", "S4-03", "S0-10", "I-01"], key=order_of)
    ['S0-10', 'S4-03', 'I-01', 'I-02']
    >>> sorted(["C1", "E33", "E04"], key=order_of)
    ['E04', 'E33', 'C1']
    """
    if group_of(id) == "figure":
        return id, 0
    head, number = id.rstrip("0123456789"), re.findall(r"\d+$", id)[0]
    return {"I-": "T-", "C": "F"}.get(head, head), int(number)


def refuse_unknown(ids: Iterable[str], among: Iterable[str] = GROUPS) -> None:
    """Refuse ids that name no source of these kinds, all at once; also when there are none.

    >>> refuse_unknown(["R7", "E16"])
    >>> refuse_unknown(["R7", "R77"], among=["rule"])
    Traceback (most recent call last):
    engine.MarketError: there is no rule 'R77'
    """
    asked, kinds = list(ids), list(among)
    known = {"document": _items(), "study": findings(), "rule": official_rules()}
    problems = [] if asked else ["a box of sources needs at least one id"]
    for id in asked:
        group = group_of(id)
        if group not in kinds or (group != "figure" and id not in known[group]):
            problems.append(f"there is no {' or '.join(kinds)} {id!r}")
        elif group == "figure":
            try:
                _number(id)
            except MarketError as error:
                problems += [f"{id!r}: {problem}" for problem in error.problems]
    raise_if_any(problems)


def _item(id: str) -> str:
    row = _items()[id]
    kind = "contradiction between the documents"
    if not id.startswith("I-"):
        kind = f"claim of document {id[:2]} ({row['kind']})"
    bears = ", ".join([*row["evidence"].split(), *row["rule"].split()])
    checked = f"<br>{aside(f'What bears on it: {bears}.')}" if bears else ""
    return f"{aside(kind)}<br>{escape(row['says'])}.{_claimed(id)}{checked}"


def _claimed(id: str) -> str:
    """Tell the numbers of an item, one line for each thing counted."""
    lines: dict[str, list[str]] = {}
    for row in table("claimed"):
        if row["id"] == id:
            number = claim(id, row["group"])
            amount = f"{number.value:,.10g}"
            told = amount if number.group == "all" else f"{number.group}: {amount}"
            lines.setdefault(f"{number.quantity}, in {number.unit}", []).append(told)
    return "".join(
        f"<br>{aside(f'As claimed, {what}:')} {escape('; '.join(told))}."
        for what, told in lines.items()
    )


def _study(id: str) -> str:
    found = findings()[id]
    read = "".join(f"<li>{_read(source)}</li>" for source in found.sources if source.kind != "none")
    note = f"<br>{aside('Note:')} {escape(found.note)}" if found.note else ""
    return (
        f"{aside('claim:')} {escape(found.claim)}.<br>"
        f"<b>{escape(found.verdict.capitalize())}</b> "
        f"{aside(f'({VERDICTS[found.verdict]})')}<br>{escape(found.finding)}<br>"
        f"{aside('Asked or counted:')} {escape(found.design)}.{note}"
        f"{folded(f'What was read for {id}', f'<ul>{read}</ul>') if read else ''}"
    )


def _read(source: Source) -> str:
    shown = link(source.title, source.address) if source.address else escape(source.title)
    lost = "" if source.address else "; address of the original not known"
    return f"{shown} {aside(f'({_KINDS[source.kind]}{lost})')}"


def _rule(id: str) -> str:
    rule = official_rules()[id]
    checked = f"Binds: {rule.who}. Checked {long_date(rule.checked)}: {rule.read}."
    doubt = f"<br>{aside('What is doubtful:')} {escape(rule.note)}" if rule.note else ""
    return (
        f"{aside('official rule:')} {escape(rule.name)}<br>{escape(rule.clause)}<br>"
        f"{aside(checked)}{doubt}<br>{link(rule.source, rule.address)}"
    )


def _figure(id: str) -> str:
    number = _number(id)
    what = f"{number.quantity.replace('_', ' ')}, {number.group}"
    # A copy of somebody else's page is named as one, and not sent to.
    address = "" if "mirror" in number.source else number.address
    where = f"<br>{link('Where it was read', address)}" if address.startswith("http") else ""
    return f"{escape(what)}: {escape(number.cite())}{where}"


@cache
def _items() -> Mapping[str, Mapping[str, str]]:
    return {row["id"]: row for row in table("mechanisms")}


def _number(id: str) -> Figure:
    """Look a published figure up by its key: figure:quantity, group and year, parted by slashes."""
    quantity, _, rest = id.removeprefix("figure:").partition("/")
    group, _, last = rest.rpartition("/")
    if re.fullmatch(r"\d{4}", last):
        return figure(quantity, group or "all", int(last))
    return figure(quantity, rest or "all")
