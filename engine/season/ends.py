"""How seasons end for everybody: who holds which position, by what way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import MATCHED, PREMATCH, SOAP, UNPLACED
from engine.base.grouping import coded
from engine.market.market import Programs
from engine.matching.positions import ALL_YEARS
from engine.season.soap.placements import Placements


@dataclass(frozen=True, eq=False, kw_only=True)
class Ends:
    """How seasons end for everybody; every array of shape (R, A), you last.

    Attributes
    ----------
    outcome : ndarray of int8
        Index into `engine.base.codes.OUTCOMES`.
    program : ndarray of int32
        Where each applicant is placed, or -1.
    round : ndarray of int8
        SOAP round of the placement, 0 if none.
    second : ndarray of int32
        A second program, where a placement covers only a part of the training and another one
        completes it, or -1.
    second_round : ndarray of int8
        SOAP round of that, 0 if it came by the Match or not at all.
    """

    outcome: NDArray[np.int8]
    program: NDArray[np.int32]
    round: NDArray[np.int8]
    second: NDArray[np.int32]
    second_round: NDArray[np.int8]

    @property
    def before_soap(self) -> NDArray[np.int32]:
        """Where each is placed before SOAP, or -1."""
        return np.where(self.outcome < SOAP, self.program, np.int32(-1))

    @property
    def first_year(self) -> NDArray[np.int32]:
        """The first year that a supplemental list brought in the Match, or -1."""
        return np.where(self.second_round == 0, self.second, np.int32(-1))


def lacking(
    programs: Programs, program: NDArray[np.integer], second: NDArray[np.integer]
) -> NDArray[np.int8]:
    """Which years of training people lack who hold these, or -1: bits, in any shape."""
    covered = np.append(programs.covers, np.int8(0))
    lacks: NDArray[np.int8] = np.int8(ALL_YEARS) & ~(covered[program] | covered[second])
    return lacks


def ends_of(
    program: NDArray[np.int32],
    signed_early: NDArray[np.bool_],
    first_year: NDArray[np.int32],
    week: Placements,
) -> Ends:
    """Put together who holds what before SOAP, shape (R, A), and whom SOAP placed."""
    cell = week.season * program.shape[1] + week.applicant
    second = program.reshape(-1)[cell] >= 0
    outcome = coded(UNPLACED, (program >= 0, MATCHED), (signed_early, PREMATCH))
    outcome.reshape(-1)[cell[~second]] = SOAP
    if np.count_nonzero(outcome == SOAP) < np.count_nonzero(~second):  # some took two parts
        order = np.lexsort((week.round, cell))
        second[order[1:]] |= cell[order[1:]] == cell[order[:-1]]

    def with_soap(
        held: NDArray[np.int32], mine: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int32], NDArray[np.int8]]:
        if not mine.any():  # as always with second places where all positions are categorical
            return held, np.broadcast_to(np.int8(0), held.shape)
        where, rounds = held.copy(), np.zeros(held.shape, np.int8)
        where.reshape(-1)[cell[mine]] = week.program[mine]
        rounds.reshape(-1)[cell[mine]] = week.round[mine]
        return where, rounds

    (where, rounds), (beside, later) = with_soap(program, ~second), with_soap(first_year, second)
    return Ends(outcome=outcome, program=where, round=rounds, second=beside, second_round=later)
