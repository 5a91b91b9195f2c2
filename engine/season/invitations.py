"""Invitations to interview: who is invited, what is accepted, what passes down.

Each program lines up the files it reads by appeal and invites from the top. An
applicant accepts a limited number of interviews, best liked first; what is
declined passes down the line, for a few waves. "You" are invited on top of a
program's invitations, and what you decline widens nobody's line, so that your
dials move nobody else's interviews.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.base.grouping import BITS, UNREAD
from engine.season.applications import Files

_ALL = UNREAD - 1  # a bar that everybody who is read gets over
_EACH_BYTE = np.uint64(0x0101010101010101)
_LOW_BITS = np.uint64(0x7F7F7F7F7F7F7F7F)


@dataclass(frozen=True, eq=False)
class Lines:
    """The lines of files at the programs, "yours" not among them.

    Attributes
    ----------
    key : ndarray of int, shape (R, M)
        Program and appeal of each file in one number, sorted: each program's files
        together, best first, those it does not read last.
    first, size : ndarray of int, shape (P,)
        Program ``p`` has the files ``key[:, first[p]:first[p] + size[p]]``.
    """

    key: NDArray[np.signedinteger]
    first: NDArray[np.int64]
    size: NDArray[np.int64]

    def bars(self, invitations: NDArray[np.int64]) -> NDArray[np.int32]:
        """Find the appeal that is just good enough for an invitation.

        Parameters
        ----------
        invitations : ndarray of int, shape (R, P)
            How many each program sends in each season.

        Returns
        -------
        ndarray of int32, shape (R, P)
            In fixed point, smaller = better; equal appeals are invited together.
        """
        bar = np.full(invitations.shape, _ALL)
        season, program = np.nonzero((invitations > 0) & (invitations <= self.size))
        last = self.first[program] + invitations[season, program] - 1
        bar[season, program] = np.minimum(self.key[season, last] & UNREAD, _ALL)
        bar[invitations <= 0] = 0
        return bar.astype(np.int32)

    def places(self, program: NDArray[np.integer], worse: NDArray[np.int32]) -> NDArray[np.int32]:
        """Count the files that stand before some others, by halving.

        Parameters
        ----------
        program : ndarray of int, shape (N,)
            In whose line.
        worse : ndarray of int32, shape (R, N)
            Appeals of the others, in fixed point.

        Returns
        -------
        ndarray of int32, shape (R, N)
            Equal appeals stand before.
        """
        seasons, width = self.key.shape
        flat = np.append(self.key.ravel(), 0)  # a search beyond the last line looks there
        row = np.arange(seasons)[:, None] * width
        low = np.broadcast_to(self.first[program], worse.shape).copy()
        high = low + self.size[program]
        for _ in range(int(self.size.max(initial=0)).bit_length()):
            middle = (low + high) // 2
            before = ((flat[row + middle] & UNREAD) <= worse) & (low < high)
            low = np.where(before, middle + 1, low)
            high = np.where(before, high, middle)
        before_first: NDArray[np.int32] = (low - self.first[program]).astype(np.int32)
        return before_first


def line_up(files: Files, worse: NDArray[np.int32]) -> Lines:
    """Sort each program's files by appeal, in every season.

    Parameters
    ----------
    files : Files
        The applications that may be read, L of them.
    worse : ndarray of int32, shape (R, L)
        Their appeals in fixed point, smaller = better; `UNREAD` is not read.

    Returns
    -------
    Lines
    """
    programs = len(files.market.programs)
    program = files.program[: files.yours.start]
    # Small numbers sort twice as fast.
    kind = np.dtype(np.int32 if programs < 2 ** (31 - BITS) else np.int64)
    key = worse[:, : files.yours.start] + (program.astype(kind) << BITS)
    key.sort(axis=1)
    size = np.bincount(program, minlength=programs)
    return Lines(key, np.cumsum(size) - size, size)


def accept_interviews(files: Files, worse: NDArray[np.int32], lines: Lines) -> NDArray[np.bool_]:
    """Let invitations go out, be accepted and passed down.

    Parameters
    ----------
    files : Files
        The applications that may be read, L of them.
    worse : ndarray of int32, shape (R, L)
        As in `line_up`.
    lines : Lines
        From `line_up`.

    Returns
    -------
    ndarray of bool, shape (R, L)
        Whether an interview takes place.
    """
    programs, dials = files.market.programs, files.dials
    seasons, rows = worse.shape
    sent = np.diff(files.start)
    owners = np.flatnonzero(sent)
    first = files.start[owners]
    owner = np.repeat(np.arange(len(owners)), sent[owners])
    wide = sent.max(initial=0) >= 2**8
    accepted = np.zeros(worse.shape, bool)
    declined = np.zeros((seasons, len(programs)), np.int64)
    for _ in range(dials.invitation_waves):
        bar = lines.bars(programs.invitations + declined)
        invited = worse <= bar.take(files.program, axis=1)
        running = np.cumsum(invited, axis=1, dtype=np.int64) if wide else _running(invited)
        # How many of the same applicant's better liked programs invite, too.
        before = np.zeros((seasons, len(owners)), running.dtype)
        before[:, 1:] = running[:, first[1:] - 1]
        running -= before.take(owner, axis=1)
        accepted = invited & (running <= dials.interviews_accepted_most)
        passed = invited ^ accepted
        passed[:, files.yours] = False
        season, file = np.divmod(np.flatnonzero(passed), max(1, rows))
        cell = season * len(programs) + files.program[file]
        declined = np.bincount(cell, minlength=declined.size).reshape(declined.shape)
    return accepted


def _running(invited: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Count along each row, modulo 256: enough where nobody has more applications.

    Eight cells at a time, which is several times faster than one by one: multiplying eight
    bytes by 0x0101... leaves in each byte the sum of those up to it.
    """
    seasons, rows = invited.shape
    padded = np.zeros((seasons, -(-rows // 8) * 8), np.uint8)
    padded[:, :rows] = invited
    eights = padded.view("<u8")
    with np.errstate(over="ignore"):
        eights *= _EACH_BYTE
        total = (eights >> np.uint64(56)).astype(np.uint8)
        before = (np.cumsum(total, axis=1, dtype=np.uint8) - total) * _EACH_BYTE
        # Add byte by byte: the highest bit apart, so that nothing is carried to the next byte.
        highest = (eights ^ before) & ~_LOW_BITS
        eights &= _LOW_BITS
        before &= _LOW_BITS
        eights += before
        eights ^= highest
    return padded[:, :rows]
