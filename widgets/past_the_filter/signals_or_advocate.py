"""Five signals or one advocate: what does each add, and to whom?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt

from engine import figure
from engine.formulas import extra_interviews, lift_to_equal_signals, programs_approached
from widgets.charts.marks import BLUE, VERMILION, rows_named
from widgets.controls.make import number
from widgets.explorer.explorer import Explorer, Rows, Story

SIGNALS = "Signals sent"
SIGNAL_ADDS = "Chance of an interview that a signal adds"
WORD_ADDS = "Chance that a known mentor's word adds"
APPROACHED = "Programs an advocate approaches"
SIGNALS_HELP = "{0.value:g} in {0.group}, {1.value:g} in {1.group} ({1.year})"
SIGNAL_HELP = "{0.value:g} with a signal, {1.value:g} without ({0.kind})"
WORD_HELP = "not known; {:.0%} of directors said it would move a rank"
APPROACHED_HELP = "mean of one document's claim (S4-24)"
WITH_MENTOR = "Known mentor, %: {}"
SHARE_HELP = "modeling choice: nobody has measured it"
GROUPS = {"home program in the field": 75, "no home program in the field": 50, "trained abroad": 25}
ANYONE, GAP = "anyone with a known mentor", "gap between the groups"
WAYS = ("signals", "an advocate")
TITLE = "What each adds, on average"
X_TITLE = "expected extra interviews of one applicant"
BY, GAP_BY, NO_GAP = "{many:.2f} by {way}", "gap of {many:.2f} by {way}", "no gap by {way}"
SENT = "{signals:g} signals add {many:.2f} interviews, if every group gains as in otolaryngology."
SENT_ONE = "1 signal adds {many:.2f} interviews, if every group gains as in otolaryngology."
UNEQUAL = (
    "An advocate adds {most:.2f} on average in the group “{best}” and {least:.2f} in the group "
    "“{worst}”, a gap of {gap:.2f}."
)
EVEN = "An advocate adds {most:.2f} on average in every group."
EQUAL = (
    "To equal the signals for somebody who has a known mentor, the word would have to add "
    "{needed:.3f} at each of {approached:g} programs."
)
NEVER = (
    "No word can equal the signals: it would have to add {needed:.3f} at each of {approached:g} "
    "programs, more than any probability."
)
NO_PROGRAM = "An advocate who approaches no program cannot equal the signals."
NUMBERS = "published, claimed or chosen, as each control says"
CAVEAT = (
    "<p>A teaching model of averages. It gives signals to all alike, and a word to nobody without "
    "a known mentor.</p><p>What a word adds is not known. {known.value:.0%} of directors said "
    "that the word of a mentor they know would make them <i>rank</i> an applicant higher, "
    "{unknown.value:.0%} that of a mentor they do not know, {own.value:.0%} the applicant's own "
    "({known.source}). They spoke of rank, not of interviews, and of what they would do. A study "
    "of what happened found no link between a mentor's contact and interviews (P = "
    "{study.value:g}; {study.source}). So {known.value:g} is a place to start from and not an "
    "estimate: try 0 too.</p><p>What a signal adds is one season of one specialty ({season.kind}: "
    "{season.source}).</p><p>Who has a known mentor is not known either. The nearest number is "
    "about who matched, not about who has access: of applicants to plastic surgery without a home "
    "program, {matched.value:g}% of those who matched and {unmatched.value:g}% of the others had "
    "found a mentor.</p>"
)

_FIELDS = ("emergency medicine", "orthopaedic surgery")
_SIGNALED = ("signalled program", "comparator program")


@dataclass(frozen=True)
class FairView:
    """What signals and advocates add, in interviews of one applicant.

    `needed` is what a word would have to add to equal the signals; None where it reaches nobody.
    """

    signals: float
    approached: float
    by_signals: float
    by_advocate: float
    by_group: Mapping[str, float]
    needed: float | None


def rows(view: FairView) -> Rows:
    """Turn a view into the bars: somebody with a mentor, the groups, and the gap."""
    bars: list[dict[str, Any]] = []
    for group, advocate in {ANYONE: view.by_advocate, **view.by_group}.items():
        for way, many in zip(WAYS, (view.by_signals, advocate), strict=True):
            text = BY.format(many=many, way=way)
            bars.append({"group": group, "way": way, "low": 0.0, "high": many, "text": text})
    groups = view.by_group.values()
    ends = ((view.by_signals, view.by_signals), (min(groups), max(groups)))
    for way, (low, high) in zip(WAYS, ends, strict=True):
        text = (GAP_BY if _differ(low, high) else NO_GAP).format(many=high - low, way=way)
        bars.append({"group": GAP, "way": way, "low": low, "high": high, "text": text})
    return {"bars": bars}


def _differ(low: float, high: float) -> bool:
    """Whether two numbers of interviews are not the same as printed."""
    return f"{high - low:.2f}" != "0.00"


def describe(view: FairView) -> str:
    """Say what signals add, what an advocate adds to whom, and what would make them equal."""
    order = sorted(view.by_group, key=lambda group: view.by_group[group])
    worst, best = order[0], order[-1]
    least, most = view.by_group[worst], view.by_group[best]
    sent = SENT_ONE if view.signals == 1 else SENT
    who = UNEQUAL if _differ(least, most) else EVEN
    said = [
        sent.format(signals=view.signals, many=view.by_signals),
        who.format(most=most, least=least, best=best, worst=worst, gap=most - least),
    ]
    if view.by_signals and view.needed is None:
        said.append(NO_PROGRAM)
    elif view.by_signals and view.needed is not None:
        equal = EQUAL if view.needed <= 1 else NEVER
        said.append(equal.format(needed=view.needed, approached=view.approached))
    return " ".join(said)


def draw(first: Rows, sentence: str) -> alt.LayerChart:
    """Draw the bars; those of signals are full, those of an advocate hollow and dashed."""
    order, ways = [ANYONE, *GROUPS, GAP], list(WAYS)
    names = alt.Axis(ticks=False, domain=False, labelPadding=9)
    base = alt.Chart(rows_named("bars", first["bars"])).encode(
        y=alt.Y("group:N", sort=order, title=None, axis=names).scale(paddingInner=0.3),
        yOffset=alt.YOffset("way:N", sort=ways),
    )
    room = base.transform_calculate(room="max(1, datum.high * 1.45)")
    bars = base.mark_bar(strokeWidth=2).encode(
        x=alt.X("low:Q", title=X_TITLE, axis=alt.Axis(tickCount=6, grid=False)),
        x2=alt.X2("high:Q"),
        fill=alt.Fill("way:N", legend=None).scale(domain=ways, range=[BLUE, "white"]),
        stroke=alt.Stroke("way:N", legend=None).scale(domain=ways, range=[BLUE, VERMILION]),
        strokeDash=alt.StrokeDash("way:N", legend=None).scale(domain=ways, range=[[1, 0], [4, 3]]),
    )
    return alt.LayerChart(
        layer=[
            bars,
            base.mark_text(align="left", dx=7).encode(x=alt.X("high:Q"), text=alt.Text("text:N")),
            # An unseen mark leaves room for the words beside the longest bar.
            room.mark_point(opacity=0, aria=False).encode(x=alt.X("room:Q")),
        ],
        title=TITLE,
        description=sentence,
        width=430,
        height=46 * len(order),
        view=alt.ViewBackground(strokeOpacity=0),
    )


class SignalsOrAdvocate(Explorer[FairView]):
    """Weigh formal signals, which all have, against an advocate, whom some have.

    Attributes
    ----------
    signals, signal_adds, word_adds, approached : NumberControl
        What can be set for everybody.
    shares : dict of str to NumberControl
        The percentage with a known mentor, by group.

    Examples
    --------
    >>> SignalsOrAdvocate().sentence.text.split(". ")[0]
    '5 signals add 1.75 interviews, if every group gains as in otolaryngology'
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS
    sentence_lines = 4
    file_name = "signals"

    def __init__(self) -> None:
        few, many = (figure("program_signals_per_applicant", field) for field in _FIELDS)
        signaled, comparable = (figure("interview_given_signal", group) for group in _SIGNALED)
        known = figure("rank_higher_given_endorsement", "known mentor")
        lift = round(signaled.value - comparable.value, 4)
        about = SIGNALS_HELP.format(few, many)
        self.signals = number(SIGNALS, int(few.value), 0, 30, 1, about)
        about = SIGNAL_HELP.format(signaled, comparable)
        self.signal_adds = number(SIGNAL_ADDS, lift, 0, 1, 0.01, about)
        about = WORD_HELP.format(known.value)
        self.word_adds = number(WORD_ADDS, known.value, 0, 1, 0.01, about)
        mean = round(programs_approached().mean, 4)
        self.approached = number(APPROACHED, mean, 0, 10, 0.1, APPROACHED_HELP)
        self.shares = {
            group: number(WITH_MENTOR.format(group), share, 0, 100, 5.0, SHARE_HELP)
            for group, share in GROUPS.items()
        }
        dials = [self.signals, self.signal_adds, self.word_adds, self.approached]
        super().__init__([*dials, *self.shares.values()])

    def simulate(self) -> FairView:
        """Count the interviews that each way adds."""
        sent, lift, word, approached = (
            float(dial.value)
            for dial in (self.signals, self.signal_adds, self.word_adds, self.approached)
        )
        return FairView(
            signals=sent,
            approached=approached,
            by_signals=float(extra_interviews(sent, lift)),
            by_advocate=float(extra_interviews(approached, word)),
            by_group={
                group: float(extra_interviews(approached, word, dial.value / 100))
                for group, dial in self.shares.items()
            },
            needed=float(lift_to_equal_signals(sent, lift, approached)) if approached else None,
        )

    def limits(self) -> str:
        """Say what this leaves out, and what nobody knows."""
        return CAVEAT.format(
            known=figure("rank_higher_given_endorsement", "known mentor"),
            unknown=figure("rank_higher_given_endorsement", "unknown mentor"),
            own=figure("rank_higher_given_endorsement", "applicant"),
            study=figure("mentor_contact_p_value", "interviews, otolaryngology"),
            season=figure("interview_given_signal", _SIGNALED[0]),
            matched=figure("found_a_mentor", "matched, no home program"),
            unmatched=figure("found_a_mentor", "unmatched, no home program"),
        )
