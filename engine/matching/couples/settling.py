"""Couples in the Match: the procedure of Roth and Peranson, over arrays.

1. Match the single applicants by deferred acceptance.
2. Bring the couples in one at a time. A couple is placed on the highest pair of
   its list where both positions hold at once; its members are never placed on
   their own.
3. Whoever is bumped starts again at the top of the list. When a member of a
   couple is bumped, the partner leaves too.
4. A position that somebody left is offered down the program's list, as long as
   the next one on it would be held now, even if it has been filled again.
5. When nobody waits, look at everybody for what blocks; those try again.
6. A couple that is bumped too often is going in a circle and is set aside until
   the others have settled. If anything blocks in the end, start again with the
   couples in another order.

With couples a stable matching may not exist, and no procedure of this kind finds
every one that does.
"""

from __future__ import annotations

import numpy as np

from engine.base.grouping import Ints, group_of
from engine.matching.couples.holding import Holding
from engine.matching.couples.market import CoupleMarket, CoupleOutcome, CoupleTables

# Bumps after which a couple is taken to go in a circle.
_CIRCLE = 10
# How often couples set aside may come back, now that the others have settled.
_RETURNS = 3
# How many orders of the couples are tried.
_ORDERS = 3


def match_with_couples(market: CoupleMarket) -> CoupleOutcome:
    """Look for a stable matching, or of all those reached the one that least blocks.

    One couple wants programs 0 and 1 together; nobody else is there:

    >>> a = np.array
    >>> market = CoupleMarket(a([0, 1, 2]), a([0, 1]), a([0, 0]), a([1, 1]),
    ...                       a([[0, 1]]), a([0, 1]), a([0]), a([1]))
    >>> outcome = match_with_couples(market)
    >>> outcome.blocks, outcome.row, outcome.pair
    (0, array([0, 1]), array([0]))
    """
    tables = CoupleTables(market)
    couples = market.members.shape[0]
    order = list(range(couples))
    shuffle = np.random.default_rng(couples)
    best: CoupleOutcome | None = None
    for attempt in range(_ORDERS):
        settling = Settling(tables)
        outcome = settling.run(order)
        if best is None or outcome.blocks < best.blocks:
            best = outcome
        if best.blocks == 0 or couples < 2:
            break
        # Those who went in a circle come last, then anybody anywhere.
        if attempt == 0:
            order = [c for c in order if c not in settling.aside] + settling.aside
        else:
            order = shuffle.permutation(couples).tolist()
    assert best is not None
    return best


class Settling:
    """One attempt, from the single applicants' own matching to everybody at rest.

    `aside` lists the couples that went in a circle.
    """

    def __init__(self, tables: CoupleTables) -> None:
        self.tables = tables
        tentative = tables.tentative
        self.holding = Holding(tentative)
        self.keep = tables.market.stability == "keep"
        self.nobody = tables.owner.size
        # The row each single applicant holds; `nobody` (above all rows) without one.
        self.row = np.full(tables.couple_of.size, self.nobody, np.int64)
        held = tentative.held_rows()
        self.row[tables.owner[held]] = held
        # Memoryviews hand out plain integers and write through to the arrays.
        self._row, self._key = self.row.data, tentative.key.data
        self._owner, self._couple_of = tables.owner.data, tables.couple_of.data
        self._start = tables.market.start.data
        self._one: list[int] = tables.one.tolist()
        self._other: list[int] = tables.other.tolist()
        self._pair_start: list[int] = tables.pair_start.tolist()
        # The pair each couple holds; one after its last pair without one.
        self.pair = self._pair_start[1:]
        self.inside = [False] * len(self.pair)
        self.bumped = [0] * len(self.pair)
        self.aside: list[int] = []
        self._waiting: list[int] = []  # applicants, and couples as -1 - couple
        self._vacant: list[int] = []
        self._moves_left = 5_000 + 200 * len(self.pair)

    def run(self, order: list[int]) -> CoupleOutcome:
        """Bring all couples in, in this order, and settle: where everybody rests, what blocks."""
        for couple in order:
            self.inside[couple] = True
            self._waiting.append(-1 - couple)
            self._settle()
        returns = _RETURNS
        while True:
            rows, pairs = self._blocking()
            again = [self._owner[row] for row in rows]
            again += [-1 - c for c in self._couples_of(pairs) if self.inside[c]]
            if not again and pairs and returns:
                returns -= 1
                again = [-1 - couple for couple in self._bring_back()]
            if not again or self._moves_left < 0:
                return self._outcome(rows, pairs)
            self._waiting += dict.fromkeys(again)
            self._settle()

    def _bring_back(self) -> list[int]:
        """Let the couples that were set aside take part again."""
        back, self.aside = self.aside, []
        for couple in back:
            self.inside[couple], self.bumped[couple] = True, 0
        return back

    def _settle(self) -> None:
        """Let everybody who waits try, and offer what was left, until all rest."""
        self._let_try()
        while self._vacant and self._moves_left >= 0:
            self._offer(self._vacant.pop())

    def _let_try(self) -> None:
        """Let everybody who waits try, until nobody waits."""
        while self._waiting and self._moves_left >= 0:
            self._moves_left -= 1
            unit = self._waiting.pop()
            if unit >= 0:
                self._try_single(unit)
            else:
                self._try_couple(-1 - unit)

    def _try_single(self, applicant: int) -> None:
        """Place a single applicant at the best program that would hold now."""
        key, cutoff, shift = self._key, self.holding.cutoff, self.holding.shift
        held = self._row[applicant]
        for row in range(self._start[applicant], min(held, self._start[applicant + 1])):
            here = key[row]
            if here < cutoff[here >> shift]:
                if held < self.nobody:
                    self._vacant.append(self.holding.leave(key[held]))
                self._row[applicant] = row
                self.holding.enter(here)
                self._bump(here)
                return

    def _try_couple(self, couple: int) -> None:
        """Place a couple on the best pair that would hold now."""
        if not self.inside[couple]:
            return
        own = self._own(couple)
        for pair in range(self._pair_start[couple], self.pair[couple]):
            if self._fits(pair, own):
                break
        else:
            return
        for key in own:
            self._vacant.append(self.holding.leave(key))
        self.pair[couple] = pair
        for key in self._own(couple):
            self.holding.enter(key)
        for key in self._own(couple):
            self._bump(key)

    def _fits(self, pair: int, own: tuple[int, ...]) -> bool:
        """Tell whether a couple that holds `own` could move to `pair`."""
        one, other = self._one[pair], self._other[pair]
        cutoff, shift = self.holding.cutoff, self.holding.shift
        if not own and (one < 0 or other < 0 or one >> shift != other >> shift):
            return (one < 0 or one < cutoff[one >> shift]) and (
                other < 0 or other < cutoff[other >> shift]
            )
        return self.holding.would_hold(one, other, () if self.keep else own)

    def _own(self, couple: int) -> tuple[int, ...]:
        """Return the keys that a couple holds."""
        pair = self.pair[couple]
        if pair == self._pair_start[couple + 1]:
            return ()
        return tuple(key for key in (self._one[pair], self._other[pair]) if key >= 0)

    def _bump(self, key: int) -> None:
        """Let the program of `key` go back to its quota; who leaves will try again."""
        while (out := self.holding.overflow(key)) >= 0:
            applicant = self._owner[(out >> 1) & self.tables.tentative.row_mask]
            couple = self._couple_of[applicant]
            if couple < 0:
                self.holding.leave(out)
                self._row[applicant] = self.nobody
                self._waiting.append(applicant)
                continue
            for held in self._own(couple):
                left = self.holding.leave(held)
                if held != out:
                    self._vacant.append(left)
            self.pair[couple] = self._pair_start[couple + 1]
            self.bumped[couple] += 1
            if self.bumped[couple] <= _CIRCLE:
                self._waiting.append(-1 - couple)
            else:
                self.inside[couple] = False
                self.aside.append(couple)

    def _offer(self, program: int) -> None:
        """Offer what was left at a program down its list, as long as it would hold."""
        tables, cutoff = self.tables, self.holding.cutoff
        listed = tables.listed[tables.listed_start[program] : tables.listed_start[program + 1]]
        rows = (listed >> 1) & tables.tentative.row_mask
        # Members of couples hold no row of their own, so they always count as keen.
        keen = rows.compress(self.row[tables.owner[rows]] > rows)
        for row in keen.tolist():
            if self._key[row] >= cutoff[program]:
                return
            applicant = self._owner[row]
            couple = self._couple_of[applicant]
            if couple < 0:
                self._waiting.append(applicant)
            elif self._could_rise(couple, row):
                self._waiting.append(-1 - couple)
            self._let_try()

    def _could_rise(self, couple: int, row: int) -> bool:
        """Tell whether a better pair with this row would hold now."""
        if not self.inside[couple]:
            return False
        key, own = self._key[row], self._own(couple)
        return any(
            key in (self._one[pair], self._other[pair]) and self._fits(pair, own)
            for pair in range(self._pair_start[couple], self.pair[couple])
        )

    def _blocking(self) -> tuple[list[int], list[int]]:
        """Return rows of single applicants and pairs of couples that block."""
        tables = self.tables
        market = tables.market
        cutoff = np.array(self.holding.cutoff, np.int64)
        rows = np.flatnonzero(tables.tentative.key < cutoff[market.program])
        owner = tables.owner[rows]
        rows = rows.compress((self.row[owner] > rows) & (tables.couple_of[owner] < 0))
        return rows.tolist(), self._blocking_pairs(cutoff)

    def _blocking_pairs(self, cutoff: Ints) -> list[int]:
        """Return the pairs of couples that block; most are ruled out over whole arrays."""
        tables, shift = self.tables, self.holding.shift
        couple = group_of(np.diff(tables.pair_start))
        held = np.array(self.pair, np.int64)
        placed = np.flatnonzero(held < tables.pair_start[1:])
        at = np.full((2, len(self.pair)), -2, np.int64)
        welcome, special = [], tables.one >> shift == tables.other >> shift
        for side, keys in enumerate((tables.one, tables.other)):
            at[side, placed] = keys[held[placed]] >> shift
        for keys in (tables.one, tables.other):
            program = keys >> shift
            welcome.append((keys < 0) | (keys < cutoff[program]))
            # A program where the couple is may judge otherwise than its cut-off says.
            special |= (keys >= 0) & ((program == at[0][couple]) | (program == at[1][couple]))
        better = np.arange(couple.size) < held[couple]
        maybe = np.flatnonzero(better & ((welcome[0] & welcome[1]) | special))
        return [
            pair
            for pair, who in zip(maybe.tolist(), couple[maybe].tolist(), strict=True)
            if self._fits(pair, self._own(who))
        ]

    def _couples_of(self, pairs: list[int]) -> list[int]:
        """Return the couple of each pair, once each."""
        starts = np.array(self._pair_start[1:])
        return list(dict.fromkeys(np.searchsorted(starts, pairs, side="right").tolist()))

    def _outcome(self, rows: list[int], pairs: list[int]) -> CoupleOutcome:
        """Translate to rows and pairs of the market."""
        market, numbers = self.tables.market, self.tables.pairs
        row: Ints = np.where(self.row < self.nobody, self.row, -1)
        held = np.full(len(self.pair), -1, np.int64)
        for couple, pair in enumerate(self.pair):
            if pair < self._pair_start[couple + 1]:
                held[couple] = numbers[pair]
                row[market.members[couple]] = (
                    market.first[numbers[pair]],
                    market.second[numbers[pair]],
                )
        return CoupleOutcome(row, held, rows, [int(numbers[pair]) for pair in pairs])
