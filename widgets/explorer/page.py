"""Whether a kernel plays this for a page, and can do more once a cell or an act is over."""

from __future__ import annotations

import asyncio

_kept_still = False


def loop_of_page() -> asyncio.AbstractEventLoop | None:
    """Return what hands the kernel its messages; None where nobody listens, as in a plain test.

    >>> loop_of_page() is None
    True
    """
    try:
        return None if _kept_still else asyncio.get_running_loop()
    except RuntimeError:
        return None


def keep_still() -> None:
    """From now on do everything at once: what a cell shows is kept as it is, as in a book."""
    global _kept_still
    _kept_still = True
