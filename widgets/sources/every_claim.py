"""All claims of the five documents in one list that can be filtered, searched and paged."""

from __future__ import annotations

from collections import Counter
from html import escape

from engine.scenario.rules import official_rules
from engine.sources.evidence import findings
from widgets.controls.arrange import columns, row
from widgets.controls.fields import Note, TextControl, keep_focus
from widgets.controls.form import Form
from widgets.controls.make import action, choice, sentence_line
from widgets.sources import every_claim_words as words
from widgets.sources.claim_rows import ClaimRow, claim_rows, documents_named
from widgets.text.html import aside, folded, text_box

PAGE = 20  # rows shown at once

_STYLE = """<style>
.btm-claims { width: 100%; }
.btm-sources:has(.btm-claims) { max-width: 74em; }
.btm-claims td p { margin: 0 0 4px; }
.btm-claims th[scope="row"] { width: 34%; overflow-wrap: anywhere; }
.btm-claims td { overflow-wrap: anywhere; }
@container btm-form (max-width: 700px) {
  .btm-claims thead { position: absolute; width: 1px; height: 1px; overflow: hidden;
    clip-path: inset(50%); }
  .btm-sources .btm-claims :is(tbody, tr, th, td) { display: block; width: auto; }
  .btm-sources .btm-claims tr { padding: 8px 0; border-bottom: 2px solid currentColor; }
  .btm-sources .btm-claims :is(th, td) { padding: 2px 0; border: 0; }
  .btm-claims td::before { content: attr(data-head); display: block; font-size: 12px;
    opacity: 0.78; }
}
</style>"""


class EveryClaim(Form):
    """List every claim beside what studies found, what the rules say and what the season shows.

    Attributes
    ----------
    document, status, stage : ChoiceControl
        Which rows are shown.
    search : TextControl
        Words that a row must have.
    back, on, reset : ActionControl
        Other rows; all of them again.
    count : Line
        How many rows are found, in one sentence.
    table : Note
        The rows of this page.
    found : tuple of ClaimRow
        All rows that fit.

    Examples
    --------
    >>> every = EveryClaim()
    >>> every.count.text
    '298 of 298 rows: 226 modeled, 70 shown, 2 left out. Rows 1 to 20 are shown.'
    >>> every.status.value = "left out"
    >>> every.count.text
    '2 of 298 rows: 2 left out.'
    """

    def __init__(self) -> None:
        every = {"": words.ALL}
        here = {stage for one in claim_rows() for stage in one.stages}
        stages = {stage: said for stage, said in words.STAGES.items() if stage in here}
        self.document = choice(words.DOCUMENT, every | documents_named(), "")
        self.status = choice(words.STATUS, every | words.STATUSES, "")
        self.stage = choice(words.STAGE, every | stages, "")
        self.search = TextControl(label=words.SEARCH, help=words.SEARCH_HELP)
        self.back, self.on = action(words.BACK.format(PAGE)), action(words.ON.format(PAGE))
        self.reset = action(words.RESET)
        self.count, self.table = sentence_line(label=words.COUNT_LABEL), Note()
        self.found: tuple[ClaimRow, ...] = ()
        self._first = 0
        for control in (self.document, self.status, self.stage):
            control.observe(self._on_filter, names="value")
        self.search.observe(self._on_filter, names="text")
        self.back.observe(lambda _change: self._leaf(-PAGE), names="presses")
        self.on.observe(lambda _change: self._leaf(PAGE), names="presses")
        self.reset.observe(self._on_reset, names="presses")
        self._show()
        filters = columns([self.document, self.stage, self.status, self.search])
        buttons = row([self.back, self.on, self.reset])
        super().__init__([filters, buttons, self.count, self.table], "btm-every-claim")

    def _on_filter(self, _change: object) -> None:
        self._first = 0
        self._show()

    def _on_reset(self, _change: object) -> None:
        self.document.value = self.status.value = self.stage.value = self.search.text = ""

    def _leaf(self, far: int) -> None:
        if 0 <= self._first + far < len(self.found):
            self._first += far
            self._show()
            both = (self.on, self.back)
            keep_focus(*(both if far > 0 else both[::-1]))

    def _fits(self, one: ClaimRow) -> bool:
        return (
            self.document.value in ("", one.document)
            and self.status.value in ("", one.status)
            and (not self.stage.value or self.stage.value in one.stages)
            and one.has(self.search.text)
        )

    def _show(self) -> None:
        rows = claim_rows()
        self.found = tuple(filter(self._fits, rows))
        here = self.found[self._first : self._first + PAGE]
        counts = Counter(one.status for one in self.found)
        kinds = ", ".join(
            f"{counts[status]} {status}" for status in words.STATUSES if counts[status]
        )
        told = words.COUNT if len(self.found) > PAGE else words.ONE_PAGE
        self.count.text = (told if here else words.NONE).format(
            found=len(self.found),
            all=len(rows),
            kinds=kinds,
            first=self._first + 1,
            last=self._first + len(here),
        )
        self.back.enabled = self._first > 0
        self.on.enabled = self._first + PAGE < len(self.found)
        self.table.value = _table(here) if here else ""


def _table(rows: tuple[ClaimRow, ...]) -> str:
    """Write rows as a table, which a narrow page stacks; its roles stay those of a table."""
    head = "".join(f'<th scope="col" role="columnheader">{said}</th>' for said in words.HEADS)
    body = "".join(map(_row, rows))
    table = (
        f'<table class="btm-claims" role="table"><caption>{words.CAPTION}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )
    return _STYLE + text_box(table).value


def _row(one: ClaimRow) -> str:
    cells = (_found(one), _ruled(one), _shown(one))
    first = f"<b>{one.id}</b> {escape(one.says)}. {aside(f'({one.kind})')}"
    rest = "".join(
        f'<td role="cell" data-head="{head}">{cell}</td>'
        for head, cell in zip(words.HEADS[1:], cells, strict=True)
    )
    return f'<tr role="row"><th scope="row" role="rowheader">{first}</th>{rest}</tr>'


def _found(one: ClaimRow) -> str:
    told = []
    for id in one.evidence:
        found = findings()[id]
        inner = f"<p>{escape(found.finding)}</p><p>{aside(found.design)}</p>"
        told.append(folded(words.VERDICT.format(id, found.claim, found.verdict), inner))
    return "".join(told) or aside(words.NO_EVIDENCE)


def _ruled(one: ClaimRow) -> str:
    rules = official_rules()
    told = (
        folded(id, f"<p>{escape(rules[id].name)}. {escape(rules[id].clause)}</p>")
        for id in one.rules
    )
    return "".join(told) or aside(words.NO_RULE)


def _shown(one: ClaimRow) -> str:
    where = escape("; ".join(one.where))
    label = {"modeled": words.MODELED, "shown": words.SHOWN, "left out": words.LEFT_OUT}
    parts = [f"<p>{aside(f'{label[one.status]}:')} {where}.</p>"]
    if one.measured:
        parts.append(f"<p>{aside(f'{words.MEASURED}:')} {escape('; '.join(one.measured))}.</p>")
    if one.chapters:
        parts.append(f"<p>{words.CITED.format(', '.join(one.chapters))}.</p>")
    if one.proofs:
        proofs = "".join(f"<li>{escape(proof)}</li>" for proof in dict.fromkeys(one.proofs))
        parts.append(folded(words.PROVED, f"<ul>{proofs}</ul>"))
    return "".join(parts)
