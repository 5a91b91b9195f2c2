"""Invitations to interview: who is invited, what is accepted, what passes down.

Each program orders the files it reads by appeal and invites from the top. An
applicant accepts a limited number of interviews, best liked first; what is
declined passes down the list, for a few waves. "You" are invited on top of a
program's invitations, and what you decline widens nobody's list, so that your
dials move nobody else's interviews.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.base.grouping import Ints, edges, group_of, group_sizes
from engine.base.ordering import BITS, UNREAD, no_greater
from engine.season.applications import Applications

_RANK_KEY = 2**BITS - 1  # the low bits of a key hold the rank key, the others the program
_ALL = UNREAD - 1  # whoever is read is invited
_EACH_BYTE = np.uint64(0x0101010101010101)
_LOW_BITS = np.uint64(0x7F7F7F7F7F7F7F7F)


@dataclass(frozen=True, eq=False)
class InvitationLists:
    """The files at each program in the order of invitation, "yours" not among them.

    Attributes
    ----------
    rank_key : ndarray of int32, one row a season
        How the files are seen: each program's files together, best first, those it does not
        read last.
    first, size : ndarray of int, shape (P,)
        Program ``p`` has the files ``rank_key[:, first[p]:first[p] + size[p]]``.
    """

    rank_key: NDArray[np.int32]
    first: Ints
    size: Ints

    def down_to(self, invitations: Ints) -> NDArray[np.int32]:
        """Rank key that is just good enough, for so many invitations; both of shape (R, P).

        Equal appeals are invited together.
        """
        invited_to = np.full(invitations.shape, _ALL)
        season, program = np.nonzero((invitations > 0) & (invitations <= self.size))
        last = self.first[program] + invitations[season, program] - 1
        invited_to[season, program] = np.minimum(self.rank_key[season, last], _ALL)
        invited_to[invitations <= 0] = 0  # rank keys begin at 1: nobody
        return invited_to.astype(np.int32)

    def places(self, season: Ints, program: Ints, rank_key: NDArray[np.int32]) -> Ints:
        """Count the files that stand before N others on a program's list.

        All of shape (N,). Equal appeals stand before.
        """
        first = season * self.rank_key.shape[1] + self.first[program]
        return no_greater(self.rank_key.reshape(-1), first, self.size[program], rank_key)


def order_for_invitation(
    applications: Applications, rank_key: NDArray[np.int32]
) -> InvitationLists:
    """Sort each program's files by appeal, in every season.

    ``rank_key``, shape (R, L), is their appeal in fixed point; `UNREAD` is not read.
    """
    programs = len(applications.market.programs)
    others = slice(applications.yours.start)
    program = applications.program[others]
    # Program above, appeal below, in one number; small numbers sort twice as fast.
    kind = np.dtype(np.int32 if programs < 2 ** (31 - BITS) else np.int64)
    key = rank_key[:, others] + (program.astype(kind) << BITS)
    key.sort(axis=1)
    key &= _RANK_KEY
    size = group_sizes(program, programs)
    return InvitationLists(key.astype(np.int32, copy=False), edges(size)[:-1], size)


def invite(
    applications: Applications, rank_key: NDArray[np.int32], lists: InvitationLists
) -> NDArray[np.int32]:
    """Let invitations go out, be accepted and passed down, in waves.

    1. Each program invites as many as it has invitations, and as declined before.
    2. Each applicant accepts the best liked, up to the most they take.
    3. What is declined is counted anew, and passed down in the next wave.

    Returns the rank key that is just good enough for each program in the end, shape (R, P).
    """
    programs = applications.market.programs
    invited_to = lists.down_to(np.tile(programs.invitations, (len(rank_key), 1)))
    for _ in range(applications.dials.invitation_waves - 1):
        invited = rank_key <= invited_to.take(applications.program, axis=1)
        passed = invited ^ _accepted(applications, invited)
        passed[:, applications.yours] = False
        season, application = np.divmod(np.flatnonzero(passed), max(1, rank_key.shape[1]))
        cell = season * len(programs) + applications.program[application]
        declined = group_sizes(cell, invited_to.size).reshape(invited_to.shape)
        invited_to = lists.down_to(programs.invitations + declined)
    return invited_to


def accept_interviews(
    applications: Applications, rank_key: NDArray[np.int32], invited_to: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """Say which interviews take place, shape (R, L), when programs invite so far down.

    Everybody accepts the best liked, up to the most they take. ``invited_to``, shape (R, P), comes
    from `invite`.
    """
    return _accepted(applications, rank_key <= invited_to.take(applications.program, axis=1))


def _accepted(applications: Applications, invited: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say which invitations are accepted, shape (R, L); see `accept_interviews`."""
    sent = np.diff(applications.start)
    owners = np.flatnonzero(sent)
    first = applications.start[owners]
    # Applications stand by applicant and liking, so a running count within each
    # applicant is the number of better liked programs that invite, too.
    wide = sent.max(initial=0) >= 2**8
    running = np.cumsum(invited, axis=1, dtype=np.int64) if wide else _running(invited)
    before = np.zeros((len(invited), len(owners)), running.dtype)
    before[:, 1:] = running[:, first[1:] - 1]
    running -= before.take(group_of(sent[owners]), axis=1)
    return invited & (running <= applications.dials.interviews_accepted_most)


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
