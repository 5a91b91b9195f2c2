"""Six advocates of document S4: who they are, the rows of their pictures, and a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine import claim
from engine.backchannel.your_voices import left_before_invitations
from engine.base.codes import MOMENTS
from engine.formulas import influence
from engine.scenario.assumptions import Assumptions
from widgets.explorer.explorer import Rows
from widgets.past_the_filter import words
from widgets.past_the_filter.label_places import area, label_row, place_labels

# The engine's role, and the line of the document's table (S4-14).
_TABLE = {
    "department chair": "department chair",
    "home program director": "program director (home)",
    "clerkship director": "clerkship director",
    "research mentor": "famous research investigator",
    "attending": "attending of one or two days",
    "resident": "senior resident or fellow",
}
_TITLE, _STRANGER = 0.7, 0.3  # believed at least so far, and at most so close: a mere title


@dataclass(frozen=True, kw_only=True)
class Advocate:
    """One person who might speak.

    `role` is a name of `engine.sources.lexicon.roles`, proximity and credibility are from 0 to 1,
    `specific` is whether they say what they saw, and `when` is one of `engine.base.codes.MOMENTS`.
    """

    role: str
    proximity: float
    credibility: float
    specific: bool = True
    when: str = MOMENTS[0]

    @property
    def name(self) -> str:
        """What the page calls them."""
        return words.ADVOCATES[self.role]

    @property
    def influence(self) -> float:
        """Proximity times credibility (S4-17)."""
        return float(influence(self.proximity, self.credibility))

    def left(self, dials: Assumptions) -> float:
        """Share of the influence that is left before the invitations."""
        return left_before_invitations(self.specific, self.when, dials)


@dataclass(frozen=True)
class Advocates:
    """Six people, which of them is being changed, and the dials of the numbers in use."""

    people: tuple[Advocate, ...]
    chosen: str
    dials: Assumptions

    @property
    def loudest_first(self) -> list[Advocate]:
        """Return them by what is left before the invitations, then by influence."""
        return sorted(
            self.people, key=lambda one: (-one.influence * one.left(self.dials), -one.influence)
        )


def document_word(role: str) -> str:
    """Return the document's own word for the influence of an advocate (S4-14).

    Examples
    --------
    >>> document_word("home program director"), document_word("resident")
    ('very high', 'indirect but real')
    """
    if role in words.POWER_OF:
        return words.POWER_OF[role]
    return words.POWER[claim("S4-14", _TABLE[role]).value]


def rows(shown: Advocates) -> Rows:
    """Return the rows of the two pictures: advocates and bars."""
    points = [(one.proximity, one.credibility, one.influence) for one in shown.people]
    boxes = place_labels(points, [one.name for one in shown.people])
    advocates: list[dict[str, Any]] = [
        {
            "name": one.name,
            "proximity": one.proximity,
            "credibility": one.credibility,
            "influence": one.influence,
            "area": area(one.influence),
            "filled": area(one.influence) * one.left(shown.dials),
            "chosen": one.role == shown.chosen,
            **label_row(point, box),
        }
        for one, point, box in zip(shown.people, points, boxes, strict=True)
    ]
    bars = []
    for place, one in enumerate(shown.loudest_first, 1):
        heard, chosen = one.influence * one.left(shown.dials), one.role == shown.chosen
        number = f"{one.influence:.2f}"
        if one.left(shown.dials) < 1:
            number = f"{heard:.2f} of {number}"
        bars.append(
            {
                "title": f"◆ {one.name}" if chosen else one.name,
                "place": place,
                "influence": one.influence,
                "heard": heard,
                "chosen": chosen,
                "text": f"{number} · {document_word(one.role)}",
            }
        )
    return {"advocates": advocates, "bars": bars}


def describe(shown: Advocates) -> str:
    """Say who is heard most, what a title is worth without proximity, and what timing leaves."""
    parts = [_loudest(shown), _mere_title(shown), _in_time(shown)]
    return " ".join(part for part in parts if part)


def _loudest(shown: Advocates) -> str:
    first = shown.loudest_first[0]
    left = first.left(shown.dials)
    if first.influence * left == 0:
        return "Nobody is heard before the invitations."
    product = f"{first.proximity:.2f} × {first.credibility:.2f} = {first.influence:.2f}"
    if left < 1:
        product += f", of which {left:.0%} is left before the invitations"
    return f"The {first.name} is heard most ({product})."


def _mere_title(shown: Advocates) -> str:
    titles = [p for p in shown.people if p.credibility >= _TITLE and p.proximity <= _STRANGER]
    if not titles:
        return "Nobody here has a title without proximity."
    one = min(titles, key=lambda person: person.influence)
    product = f"{one.proximity:.2f} × {one.credibility:.2f} = {one.influence:.2f}"
    return (
        f"The {one.name} shows what a title is worth without proximity: it multiplies to nearly "
        f"nothing ({product})."
    )


def _in_time(shown: Advocates) -> str:
    """Say what is left of the chosen one's influence, where that is not all and not yet said."""
    one = next(person for person in shown.people if person.role == shown.chosen)
    left = one.left(shown.dials)
    if left == 1 or (left and one == shown.loudest_first[0]):
        return ""
    how = words.SAID_SPECIFIC if one.specific else words.SAID_VAGUE
    return (
        f"Of the influence of the {one.name}, {left:.0%} is left before the invitations "
        f"({how}, {one.when})."
    )
