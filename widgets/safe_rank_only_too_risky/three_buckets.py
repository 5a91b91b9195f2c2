"""Three voices about one applicant: safe, rank only, or too risky?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

import altair as alt
import numpy as np

from engine.formulas import bucket, bucket_reason, bucket_shares
from engine.formulas.vetting import CODE_PER_SD, HINT_BELOW, TOO_RISKY_BELOW, Bucket, Rule
from engine.sources.lexicon import phrases
from widgets.charts.marks import GRAY, INK, framed, rows_named
from widgets.controls.make import choice, number
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.safe_rank_only_too_risky.words import BUCKET_COLORS, BUCKET_SHAPES, RULE, RULES, quoted

FILE = "Your file: thin −3 to strong 3"
VOICES = ("The first voice", "The second voice", "The third voice")
SILENT = "nobody"
SAYINGS = (
    "I'd take them here any day",
    "one of our favorites… Very reliable",
    "seemed genuine and humble",
    "I think they'd be a good resident",
    "not the hardest worker",
    "bit defensive with feedback",
    "Smart, but can be difficult",
    "I don't completely trust their judgment",
)
FIRST = (SAYINGS[0], SAYINGS[1], SAYINGS[5])  # those of the guess
TITLE = "What is said, from -3 to +3"
SHARES_TITLE = "Many files and voices, where one doubt is enough"
LINES = {"too risky": TOO_RISKY_BELOW, "a hint": HINT_BELOW}
BELOW = "below: {}"
SENTENCE = "{bucket}: {why}."
WHY = {
    "a clear doubt": "what is held against the lines lies below “too risky”",
    "a hint": "what is held against the lines lies below “a hint”",
    "nobody spoke": "nobody said anything, and silence reassures nobody",
    "too few good words": "it takes two good words, and there are fewer",
    "a weak file": "the words would do, but the file is too weak",
    "a doubt outweighed": "two good words, and a doubt that the average outweighs",
    "reassured": "two good words, and nothing that sounds like a doubt",
}
NUMBERS = "our coding of the document's phrases; its rule of three buckets (S3-28 to S3-31)"
LIMITS = (
    "A rule to think with: every voice is trusted alike, and there are two lines. The seasons "
    "weigh voices by who speaks, and ask five questions. Where the lines stand is our choice: it "
    "gives the document's 20, 60 and 20."
)
TABLES = {
    "voices": TableSpec(TITLE, {"who": "who", "said": "words", "code": "code"}),
    "judged": TableSpec("Held against the lines", {"text": "", "code": "code"}),
    "shares": TableSpec(SHARES_TITLE, {"bucket": "", "text": "share"}),
}
# Long sentences stay inside the picture: those at an end of the scale run towards its middle.
_SAID: tuple[tuple[Literal["left", "right", "center"], int, str], ...] = (
    ("left", -6, "datum.code < -1"),
    ("right", 6, "datum.code > 1"),
    ("center", 0, "abs(datum.code) <= 1"),
)


@dataclass(frozen=True)
class Judged:
    """Some voices about one file, and where the rule puts it."""

    file: float
    said: tuple[str, ...]
    rule: str

    @property
    def codes(self) -> list[float]:
        """The codes of what is said."""
        return [phrases()[text].code for text in self.said if text]

    @property
    def bucket(self) -> Bucket:
        """Where it is put."""
        return bucket(self.file, self.codes, cast("Rule", self.rule))


def rows(judged: Judged) -> Rows:
    """Turn the voices into marks, with what is held against the lines."""
    codes = judged.codes
    held = (float(np.mean(codes)) if judged.rule == "mean" else min(codes)) if codes else 0.0
    voices = [
        {"who": VOICES[nth], "said": text, "code": phrases()[text].code, "row": nth}
        for nth, text in enumerate(judged.said)
        if text
    ]
    shares = bucket_shares()
    return {
        "voices": voices,
        "judged": [{"code": held, "text": judged.bucket, "bucket": judged.bucket}] if codes else [],
        "shares": [
            {"bucket": name, "share": share, "text": f"{share:.0%}"}
            for name, share in shares.items()
        ],
    }


def describe(judged: Judged) -> str:
    """Name the bucket and what decides it."""
    reason = bucket_reason(judged.file, judged.codes, cast("Rule", judged.rule))
    return SENTENCE.format(bucket=judged.bucket.capitalize(), why=WHY[reason])


def draw(first: Rows, sentence: str) -> alt.VConcatChart:
    """Draw the voices on their scale above the three shares."""
    return framed(alt.vconcat(_scale(first), _shares(first), spacing=30), sentence)


def _scale(first: Rows) -> alt.LayerChart:
    """Draw each voice as a mark between -3 and +3, with the two lines."""
    x = alt.X("code:Q", title=None).scale(domain=[-3.3, 3.3]).axis(values=list(range(-3, 4)))
    y = alt.Y("row:O", axis=None).scale(domain=[0, 1, 2])
    lines = [{"code": at * CODE_PER_SD, "text": BELOW.format(name)} for name, at in LINES.items()]
    ruled = alt.Chart(rows_named("lines", lines)).encode(x=x)
    voices = alt.Chart(rows_named("voices", first["voices"])).encode(x=x, y=y)
    judged = alt.Chart(rows_named("judged", first["judged"])).encode(x=x)
    names = list(BUCKET_SHAPES)
    marks = {
        "shape": alt.Shape("bucket:N", legend=None).scale(
            domain=names, range=list(BUCKET_SHAPES.values())
        ),
        "color": alt.Color("bucket:N", legend=None).scale(
            domain=names, range=list(BUCKET_COLORS.values())
        ),
    }
    return alt.LayerChart(
        layer=[
            ruled.mark_rule(strokeDash=[4, 3], color=GRAY),
            *(
                ruled.transform_filter(f"datum.text == {line['text']!r}")
                .mark_text(align="right", dx=-4, fontSize=12, color=INK)
                .encode(text=alt.Text("text:N"), y=alt.YValue(-7 - 16 * nth))  # above what is said
                for nth, line in enumerate(lines)
            ),
            voices.mark_point(size=90, filled=True, color="#000000", opacity=1),
            *(
                voices.transform_filter(where)
                .mark_text(align=align, dx=dx, dy=-13, fontSize=12)
                .encode(text=alt.Text("said:N"))
                for align, dx, where in _SAID
            ),
            judged.mark_point(size=150, filled=True, opacity=1).encode(y=alt.YValue(165), **marks),
            judged.mark_text(align="left", dx=12, fontSize=13, fontWeight="bold").encode(
                y=alt.YValue(165), text=alt.Text("text:N")
            ),
        ],
        title=TITLE,
        width=440,
        height=180,
    )


def _shares(first: Rows) -> alt.LayerChart:
    """Draw the three buckets of all, as one bar each."""
    names = list(BUCKET_SHAPES)
    base = alt.Chart(rows_named("shares", first["shares"])).encode(
        y=alt.Y("bucket:N", sort=names, title=None).axis(ticks=False, domain=False),
        x=alt.X("share:Q", title=None, axis=None).scale(domain=[0, 1]),
    )
    color = alt.Color("bucket:N", legend=None).scale(
        domain=names, range=list(BUCKET_COLORS.values())
    )
    return alt.LayerChart(
        layer=[
            base.mark_bar(height=13).encode(color=color),
            base.mark_text(align="left", dx=5, fontSize=12).encode(text=alt.Text("text:N")),
        ],
        title=SHARES_TITLE,
        width=360,
        height=66,
    )


class ThreeBuckets(Explorer[Judged]):
    """Choose what up to three people say, and see into which bucket the rule puts you.

    Attributes
    ----------
    file : NumberControl
        How good the file is.
    voices : tuple of ChoiceControl
        What each says.
    rule : ChoiceControl
        What one doubt costs.

    Examples
    --------
    >>> ThreeBuckets().sentence.text.split(":")[0]
    'Rank only'
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS
    file_name = "three-buckets"
    tables = TABLES

    def __init__(self) -> None:
        said = {"": SILENT, **quoted(SAYINGS)}
        self.voices = tuple(
            choice(label, said, text) for label, text in zip(VOICES, FIRST, strict=True)
        )
        self.rule = choice(RULE, RULES, "veto")
        self.file = number(FILE, 0, -3, 3, 0.5)
        super().__init__([*self.voices, self.rule, self.file])

    def simulate(self) -> Judged:
        """Put the voices against the rule."""
        said = tuple(voice.value for voice in self.voices)
        return Judged(float(self.file.value), said, self.rule.value)

    def limits(self) -> str:
        """Say what this rule leaves out."""
        return LIMITS
