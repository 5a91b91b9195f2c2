"""One applicant's chain as rows of a picture, and each of its links as a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from engine.study.voices.chain_links import Chain, ChainSpeaker, End, There
from widgets.text.numbers import counted, ordinal, signed
from widgets.three_sentences_on_a_phone import chain_words as words

DRAWN = 8  # programs in the picture
# In a narrow place: pixels of a line, and of a program with what it did; letters in a line.
LINE, BELOW, LETTERS = 22, 54, 36
PERFORMANCE, FACULTY, STAFF, SCHOOL, CALL, IMPRESSION, INTERVIEW, LIST = range(1, 9)


@dataclass(frozen=True)
class ChainView:
    """A chain, and the link that has been reached, from 1."""

    chain: Chain
    link: int


def drawn(chain: Chain) -> list[There]:
    """Choose the programs of the picture: where words did most, then where somebody is known."""

    def did(there: There) -> tuple[bool, int, int, int]:
        ends = there.name == chain.end.program
        now, then = there.now, there.silent
        moved = abs(now.rank - then.rank) + abs(now.before - then.before)
        return ends, len(there.words), moved, len(there.known)

    return sorted(chain.programs, key=did, reverse=True)[:DRAWN]


def chain_rows(view: ChainView) -> dict[str, list[dict[str, Any]]]:
    """Turn a chain, as far as its link, into people, lines, and programs with what they did.

    Each has its place twice: x and y where there is room for columns, and lane and down for narrow
    places, where everybody who could speak has a lane that goes down past the programs.
    """
    chain, link = view.chain, view.link
    speakers = [
        (nth, one)
        for nth, one in enumerate(chain.speakers)
        if link >= (STAFF if one.staff else FACULTY)
    ]
    heights = _heights(len(chain.speakers))
    name = words.NODE_YOU if chain.you else words.NODE.format(chain.applicant)
    people = [{"x": 0.0, "y": 0.5, "text": name, **_lane(0)}]
    people += [
        {
            "x": 1.0,
            "y": heights[nth],
            "text": f"{one.role} {signed(one.thinks, 1)}",
            **_lane(nth + 1),
        }
        for nth, one in speakers
    ]
    lines: list[dict[str, Any]] = [
        {
            **{"x": 0.0, "y": 0.5, "x2": 1.0, "y2": heights[nth], "state": words.SAW},
            **_lane(nth + 1, since=0),
        }
        for nth, _ in speakers
    ]
    programs = []
    if link >= CALL:
        some = drawn(chain)
        for row, (y, there) in enumerate(zip(_heights(len(some)), some, strict=True)):
            did = _did(there, chain, link)
            down = (len(heights) + 1) * LINE + row * BELOW
            programs.append(
                {
                    **{"x": 2.0, "y": y, "text": there.name, "did": did},
                    **{"down": down, "told": _in_lines(did)},
                }
            )
            lines += [
                {
                    **{"x": 1.0, "y": heights[nth], "x2": 2.0, "y2": y, "state": state},
                    **_lane(nth + 1),
                    "down": down,
                }
                for nth, state in _heard(there).items()
            ]
    table = [_table_row(there, chain) for there in chain.programs]
    return {"people": people, "lines": lines, "programs": programs, "table": table}


def _lane(nth: int, since: int | None = None) -> dict[str, float]:
    """Give the lane of somebody, 0 of the applicant, and where it begins: at their own line."""
    return {"lane": nth, "down": nth * LINE, "since": (nth if since is None else since) * LINE}


def _heights(number: int) -> list[float]:
    return [(nth + 0.5) / number for nth in range(number)]


def _heard(there: There) -> dict[int, str]:
    """By speaker: whether a word of theirs is acted on there, and of which kind."""
    states = dict.fromkeys(there.known, words.TIE)
    for word in there.words:
        states[word.speaker] = words.WARNING if word.value < 0 else words.PRAISE
    return states


def _did(there: There, chain: Chain, link: int) -> str:
    """Say what became of the file at a program, as far as the link has come."""
    if link < IMPRESSION:
        return ""
    if link == IMPRESSION:
        return _placed(there)
    if link == INTERVIEW:
        return _met(there)
    here = there.name == chain.end.program
    return f"{_ranked(there)}; {words.HERE}" if here else _ranked(there)


def _in_lines(did: str) -> list[str]:
    return [line for part in did.split("; ") for line in wrap(part, LETTERS)]


def _placed(there: There) -> str:
    now, then = there.now, there.silent
    if not now.before:
        return words.UNREAD_HERE.format(there.stopped_by)
    if now.before == then.before:
        return words.PLACE.format(ordinal(now.before), now.files)
    before = ordinal(then.before) if then.before else words.UNREAD_HERE.format(there.stopped_by)
    return words.IN_SILENCE.format(ordinal(now.before), now.files, before)


def _met(there: There) -> str:
    now, then = there.now.interviewed, there.silent.interviewed
    if now == then:
        return words.INTERVIEWED if now else words.NOT_INVITED
    return words.ONLY_BY_WORDS if now else words.LOST_BY_WORDS


def _ranked(there: There) -> str:
    now, then = there.now.rank, there.silent.rank
    if now == then:
        return words.RANKED.format(ordinal(now)) if now else words.NOT_RANKED
    if not now:
        return f"{words.NOT_RANKED}, {_rank(then)} in silence"
    return words.RANKED_OTHERWISE.format(ordinal(now), _rank(then))


def _rank(place: int) -> str:
    return ordinal(place) if place else words.OFF


def _table_row(there: There, chain: Chain) -> dict[str, Any]:
    def role(nth: int) -> str:
        return chain.speakers[nth].role

    said = ", ".join(f"{role(word.speaker)} {signed(word.value, 1)}" for word in there.words)
    return {
        "name": there.name,
        "who": ", ".join(role(nth) for nth in there.known) or "–",
        "said": said or "–",
        "place": _placed(there),
        "met": _met(there),
        "rank": _ranked(there),
    }


def describe(view: ChainView) -> str:
    """Say the link that has been reached, in one sentence or two."""
    name = words.LINKS[view.link - 1]
    told = _SENTENCES[view.link](view.chain)
    return words.BEGIN.format(n=view.link, name=name) + told


def _performance(chain: Chain) -> str:
    about = {"n": chain.applicant, "kind": chain.kind, "step2": chain.step2}
    level = words.AVERAGE
    if abs(chain.readiness) >= 0.05:
        level = (words.BETTER if chain.readiness > 0 else words.WORSE).format(abs(chain.readiness))
    who = (words.WHO_YOU if chain.you else words.WHO).format(**about)
    return words.PERFORMANCE.format(who=who, level=level)


def _think(chain: Chain, staff: bool) -> str:
    some = [one for one in chain.speakers if one.staff == staff]
    if not some:
        return words.NOBODY
    low, high = min(one.thinks for one in some), max(one.thinks for one in some)
    wide = high - low >= 0.05
    told = words.CHOSEN if chain.you else words.THINK
    return told.format(
        people=_roles(some),
        low=signed(low, 1),
        high=words.THINK_TO.format(signed(high, 1)) if wide else "",
        truth=signed(chain.readiness, 1),
    )


def _roles(some: Iterable[ChainSpeaker]) -> str:
    names = [f"{one.role}" for one in some]
    several = [
        f"the {name}" if names.count(name) == 1 else counted(names.count(name), name)
        for name in dict.fromkeys(names)
    ]
    return several[0] if len(several) == 1 else f"{', '.join(several[:-1])} and {several[-1]}"


def _school(chain: Chain) -> str:
    if chain.kindness is None:
        return words.NO_SCHOOL.format(counts=chain.school_counts)
    return words.SCHOOL.format(kindness=chain.kindness, counts=chain.school_counts)


def _call(chain: Chain) -> str:
    said = [word for there in chain.programs for word in there.words]
    about = {"tied": sum(bool(there.known) for there in chain.programs)}
    about["programs"] = len(chain.programs)
    if not said:
        return words.NO_WORD.format(**about)
    return words.CALL.format(
        heard=counted(len(said), *words.WORD),
        bad=sum(word.value < 0 for word in said),
        unasked=sum(word.unasked for word in said),
        **about,
    )


def _impression(chain: Chain) -> str:
    read = [there for there in chain.programs if there.now.before]
    if not read:
        return words.UNREAD
    changed = [there for there in read if there.now.before != there.silent.before]
    most = ""
    if changed:
        top = max(changed, key=lambda there: abs(there.now.before - there.silent.before))
        then = ordinal(top.silent.before) if top.silent.before else words.UNREAD_THEN
        most = words.MOST.format(
            name=top.name, now=ordinal(top.now.before), then=then, files=top.now.files
        )
    return words.IMPRESSION.format(changed=len(changed), read=len(read), most=most)


def _interview(chain: Chain) -> str:
    now = sum(there.now.interviewed for there in chain.programs)
    then = sum(there.silent.interviewed for there in chain.programs)
    return words.INTERVIEW.format(now=counted(now, *words.INTERVIEWS), then=then)


def _list(chain: Chain) -> str:
    ranked = sum(there.now.rank > 0 for there in chain.programs)
    changed = [there for there in chain.programs if there.now.rank != there.silent.rank]
    most = ""
    if changed:
        top = max(changed, key=lambda there: abs(there.now.rank - there.silent.rank))
        most = words.MOST_RANK.format(
            name=top.name, now=_rank(top.now.rank), then=_rank(top.silent.rank)
        )
    same = chain.end == chain.silent_end
    told = (words.SAME_END if same else words.OTHER_END).format(
        now=_end(chain.end), then=_end(chain.silent_end)
    )
    barred = [program for program, stage in chain.soap if stage == "barred by a voice"]
    if barred:
        told += words.BARRED.format(", ".join(barred))
    return words.LIST.format(ranked=ranked, most=most, end=told)


def _end(end: End) -> str:
    return words.ENDS[end.outcome].format(end.program, end.round)


_SENTENCES = {
    PERFORMANCE: _performance,
    FACULTY: lambda chain: _think(chain, staff=False),
    STAFF: lambda chain: _think(chain, staff=True),
    SCHOOL: _school,
    CALL: _call,
    IMPRESSION: _impression,
    INTERVIEW: _interview,
    LIST: _list,
}
