"""Where a chapter's sentences come from: its sources, the official rules, what its document is.

A sentence carries its sources as marks, ``[S4-09]`` or ``[S4-24, E05]``. `cited` finds the marks,
and `sources_box` has an entry for each.
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape

from engine.base.errors import MarketError
from engine.scenario.rules import official_rules
from engine.sources.evidence import documents
from engine.sources.ledger_rows import ledger_items
from widgets.sources.entries import GROUPS, entry, group_of, order_of, refuse_unknown
from widgets.text.html import Html, folded, link, long_date, rows_table, text_box

_CHANGE = (
    "Rules change: check the NRMP's current agreement on nrmp.org before you act. "
    "The texts behind this table were looked at {}."
)
_READ = "What was read for each rule, and what is doubtful"
_SOURCES = (
    "A mark such as <b>[S4-09]</b> or <b>[E03]</b> in the text points to the entry of that name. "
    "Links open in a new tab."
)
_TITLES = {
    "document": "Documents: claims of their authors, not measurements",
    "study": "Studies: what was found, and what was asked of whom",
    "rule": "Official rules, in the course's words",
    "figure": "Published figures",
}
_STATUSES = {
    "modeled": "a dial, setting, table or function does it, and a test proves it",
    "shown": "a chapter tells it",
    "left out": "with the reason below",
}
_OPINION = "An unsigned opinion piece in the first person, without citations."
_BARE = "It carries no title, no author, no publisher and no date."
_HEADER = "It carries the title “{}”, the header of {} and the date {}."
_ADVERT = "It ends with an advertisement for the publisher's own product, {}."
_PRIOR = "Nothing in it is a measurement: take every number as one author's impression."

_MARK = re.compile(r"(?:S\d+-\d+|I-\d+|[ERC]\d+)")
_BRACKET = re.compile(r"(?<![!\\])\[([^\[\]]+)\](?P<link>\()?")
# Fenced code, code within a paragraph, comments.
_UNSEEN = re.compile(
    r"^ *(?P<fence>`{3,}|~{3,}).*?(?:^ *(?P=fence)|\Z)"
    r"|(?<!`)(?P<tick>`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)(?P=tick)(?!`)"
    r"|<!--.*?-->",
    re.DOTALL | re.MULTILINE,
)


def cited(text: str) -> list[str]:
    """Find the source marks in a chapter's Markdown, each id once, in the order of the text.

    A mark is one or more ids in square brackets; an id that looks right but does not exist is
    returned too, so that a test can object to it. Code, comments and pictures are passed over, and
    the words of a link count only if they are nothing but ids.

    >>> cited("He called [S4-09]. Nobody measured it [S4-24, E05]; see [the rules](#rules).")
    ['S4-09', 'S4-24', 'E05']
    """
    found: dict[str, None] = {}
    for bracket in _BRACKET.finditer(_UNSEEN.sub(" ", text)):
        parts = [part.strip() for part in re.split("[,;]", bracket[1])]
        ids = [part for part in parts if _MARK.fullmatch(part)]
        if not bracket["link"] or len(ids) == len(parts):
            found.update(dict.fromkeys(ids))
    return list(found)


def rules_box(*ids: str) -> Html:
    """Show official rules as a table.

    Parameters
    ----------
    *ids : str
        Such as "R7", "R15".

    Returns
    -------
    Html
        What each says, whom it binds and when it was checked; folded below, what was read.

    Raises
    ------
    MarketError
        Naming every id that is no rule, or when there is none.

    Examples
    --------
    >>> "volunteered" in rules_box("R7", "R15").value
    True
    """
    refuse_unknown(ids, among=["rule"])
    chosen = [official_rules()[id] for id in dict.fromkeys(ids)]
    days = sorted({rule.checked for rule in chosen})
    when = f"on {long_date(days[0])}"
    if len(days) > 1:
        when = f"between {long_date(days[0])} and {long_date(days[-1])}"
    main = rows_table(
        "Official rules",
        ("Rule", "What it says", "Whom it binds", "Checked"),
        [
            (
                f"<b>{escape(rule.id)}</b>",
                f"<b>{escape(rule.name)}.</b> {escape(rule.clause)}",
                escape(rule.who),
                f'<span class="btm-short">{escape(rule.checked)}</span>',
            )
            for rule in chosen
        ],
    )
    read = rows_table(
        "What was read",
        ("Rule", "Text and its date", "How much was read", "What is doubtful"),
        [
            (
                f"<b>{escape(rule.id)}</b>",
                f"{link(rule.source, rule.address)} ({escape(rule.dated)})",
                escape(rule.read),
                escape(rule.note) or "nothing noted",
            )
            for rule in chosen
        ],
    )
    return text_box(f"<p>{escape(_CHANGE.format(when))}</p>", main, folded(_READ, read))


def sources_box(*ids: str) -> Html:
    """List the sources of a chapter, each under the id its sentences carry.

    Parameters
    ----------
    *ids : str
        Items of the documents ("S4-03", "I-18"), findings ("E16", "C1"), rules ("R15") and
        published figures ("figure:step2ck_mean/all takers", with "/2020" for a certain year).

    Returns
    -------
    Html
        Documents, studies, rules and figures, numbered through. The entry of S4-03 can be
        linked to as ``#src-S4-03``.

    Raises
    ------
    MarketError
        Naming every id that is not known, or when there is none.

    Examples
    --------
    >>> shown = sources_box("E16", "S4-03", "figure:step2ck_mean/all takers").value
    >>> shown.index('id="src-S4-03"') < shown.index('id="src-E16"')
    True
    """
    refuse_unknown(ids)
    parts, number = [], 1
    for group in GROUPS:
        held = sorted({id for id in ids if group_of(id) == group}, key=order_of)
        if held:
            entries = "".join(map(entry, held))
            parts.append(
                f'<b class="btm-head">{_TITLES[group]}</b><ol start="{number}">{entries}</ol>'
            )
            number += len(held)
    return text_box(f"<p>{_SOURCES}</p>", *parts)


def provenance_box(id: str) -> Html:
    """Say what one of the five documents is, and what the course has made of it.

    Parameters
    ----------
    id : str
        "S0" to "S4".

    Returns
    -------
    Html

    Raises
    ------
    MarketError
        When there is no such document.

    Examples
    --------
    >>> "SmartPick" in provenance_box("S4").value
    True
    """
    if id not in documents():
        raise MarketError([f"no document {id!r}; known: {', '.join(documents())}"])
    document = documents()[id]
    said = [_OPINION, _BARE]
    if document.title:
        said[1] = _HEADER.format(document.title, document.publisher, long_date(document.dated))
        said.append(_ADVERT.format(document.advert))
    told = [*said, document.caveat, _PRIOR]
    book = [item for item in ledger_items() if item["id"].startswith(f"{id}-")]
    counts = Counter(item["status"] for item in book)
    rows = [
        (status, str(counts[status]), escape(meaning))
        for status, meaning in _STATUSES.items()
        if status in counts
    ]
    left_out = "".join(
        "<li>{}</li>".format(escape("{id}: {says}. Left out: {where}.".format(**item)))
        for item in book
        if item["status"] == "left out"
    )
    return text_box(
        f"<p><b>What document {id} is.</b> {escape(' '.join(told))}</p>",
        rows_table(
            f"The {len(book)} items the course found in it",
            ("In the course", "Items", "That means"),
            rows,
        ),
        folded("What is left out, and why", f"<ul>{left_out}</ul>") if left_out else "",
    )
