"""Reading supplemental rank order lists; what they mean is in `engine.matching.linked`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.base.names import same_text
from engine.base.settings import shown
from engine.matching.positions import ADVANCED, PRELIMINARY
from engine.matching.reading import read_lists

Supplemental = dict[str, dict[str, tuple[str, ...]]]  # applicant, advanced program, first years


def read_supplemental(
    given: Any,
    ranked: Mapping[str, tuple[str, ...]],
    hospitals: Mapping[str, str],
    problems: list[str],
) -> Supplemental:
    """Copy the supplemental lists, noting every fault in them.

    ``ranked`` has everybody's primary list, ``hospitals`` maps the text by which a program is
    compared to its name.
    """
    read: Supplemental = {}
    if given is None:
        return read
    if not isinstance(given, Mapping):
        problems.append(f"supplemental must map applicants to lists, not {shown(given)}")
        return read
    people = {same_text(name): name for name in ranked}
    for name, lists in given.items():
        person = people.get(same_text(name)) if isinstance(name, str) else None
        if person is None:
            problems.append(f"supplemental names {shown(name)}, who is not among the applicants")
            continue
        own: dict[str, tuple[str, ...]] = {}
        found = read_lists(lists, f"the supplemental of {shown(name)}", problems)
        for advanced, listed in found.items():
            which = f"the supplemental list of {shown(name)} for {shown(advanced)}"
            program = hospitals.get(same_text(advanced))
            if program not in ranked[person]:
                problems.append(f"{which} has no such program on the primary list to go with")
            problems += [
                f"{which} has {shown(entry)}, which is not among the programs"
                for entry in listed
                if entry not in hospitals
            ]
            if program is not None and listed:
                own[program] = tuple(hospitals[e] for e in listed if e in hospitals)
        if own:
            read[person] = own
    return read


def types_by_use(
    supplemental: Supplemental, named: Mapping[str, str], problems: list[str]
) -> dict[str, str]:
    """Call programs what supplemental lists make of them: advanced, or preliminary.

    A program that ``named``, or another list, has as something else is a fault.
    """
    used = dict(named)
    for name, lists in supplemental.items():
        wanted = [(program, ADVANCED) for program in lists]
        wanted += [(entry, PRELIMINARY) for listed in lists.values() for entry in listed]
        problems += [
            f"the supplemental lists of {shown(name)} use {shown(program)} as {kind}, "
            f"but it is {used[program]}"
            for program, kind in dict.fromkeys(wanted)
            if used.setdefault(program, kind) != kind
        ]
    return used
