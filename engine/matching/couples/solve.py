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

from engine.matching.couples.market import CoupleMarket, CoupleOutcome, CoupleTables
from engine.matching.couples.settling import Settling

_ORDERS = 3


def match_with_couples(market: CoupleMarket) -> CoupleOutcome:
    """Look for a stable matching of single applicants and couples.

    Parameters
    ----------
    market : CoupleMarket
        The market; its arrays are taken to be checked.

    Returns
    -------
    CoupleOutcome
        A stable matching, or of all those reached the one that least blocks.

    Examples
    --------
    One couple wants programs 0 and 1 together; nobody else is there.

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
