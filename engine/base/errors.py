"""One kind of error for every input that cannot be used, with every problem in it at once."""

from __future__ import annotations

from collections.abc import Iterable

_MOST_LISTED = 200  # problems in one message


class InputError(ValueError):
    """An input cannot be used; the message names every culprit.

    Parameters
    ----------
    problems : iterable of str
        One clear sentence per problem, each naming the setting, applicant or
        program at fault.

    Attributes
    ----------
    problems : tuple of str
        The same sentences, in the order they were found. The message lists the first 200.

    Examples
    --------
    >>> error = InputError(["you.step2 is -5; it must be from 180 to 300"])
    >>> print(error)
    you.step2 is -5; it must be from 180 to 300
    >>> print(InputError(["'Ana' ranks 'City' twice", "'Lake' has a quota of -1"]))
    2 problems:
    - 'Ana' ranks 'City' twice
    - 'Lake' has a quota of -1
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        if len(self.problems) == 1:
            text = self.problems[0]
        else:
            lines = [f"- {problem}" for problem in self.problems[:_MOST_LISTED]]
            if len(self.problems) > _MOST_LISTED:
                lines.append(f"- and {len(self.problems) - _MOST_LISTED:,} more")
            text = "\n".join([f"{len(self.problems):,} problems:", *lines])
        super().__init__(text)

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[str, ...]]]:
        # Rebuild from the problems, so that the error survives a process pool.
        return type(self), (self.problems,)


class MarketError(InputError):
    """A market, a scenario or a question about them cannot be used."""


# What a learner reads above the message is the name they can import.
MarketError.__module__ = "engine"


def raise_if_any(problems: Iterable[str | None], error: type[InputError] = MarketError) -> None:
    """Raise one error with all problems found, if there is any; None stands for no problem."""
    found = tuple(problem for problem in problems if problem is not None)
    if found:
        raise error(found)
