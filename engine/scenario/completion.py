"""Methods that take settings by name, written out so that Tab offers them and help lists them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field, fields
from inspect import Parameter, signature
from typing import Any, TypeVar

Method = TypeVar("Method", bound=Callable[..., Any])


class _Unchanged:
    """What a setting is that was not named."""

    def __repr__(self) -> str:
        return "unchanged"


_UNCHANGED = _Unchanged()


def takes(kind: Any, *, anew: bool = False, listed: bool = True) -> Callable[[Method], Method]:
    """Give a method of ``**changes`` the settings of a dataclass for its signature and its help.

    A setting left out stays unchanged, or has its own default where the dataclass is made
    ``anew``. Only what tools read is changed: the method itself goes on to take anything, and
    to name what is no setting.
    """

    def decorate(method: Method) -> Method:
        plain = signature(method)
        own = [one for one in plain.parameters.values() if one.kind is not Parameter.VAR_KEYWORD]
        more = [
            Parameter(name, Parameter.KEYWORD_ONLY, default=spec.default if anew else _UNCHANGED)
            for spec in fields(kind)
            if (name := spec.name) not in plain.parameters
        ]
        method.__dict__["__signature__"] = plain.replace(parameters=[*own, *more])
        if listed:
            known = [spec for spec in fields(kind) if "unit" in spec.metadata]
            lines = [f"        {spec.name} : {_range(spec)}" for spec in known]
            text = "\n".join(["\n\n        Parameters", "        ----------", *lines, "        "])
            head, examples, rest = str(method.__doc__).partition("\n        Examples")
            method.__doc__ = head.rstrip() + text + examples + rest
        return method

    return decorate


def _range(spec: Field[Any]) -> str:
    """Say in which unit a setting is, and what it can be."""
    notes = spec.metadata
    if notes["choices"]:
        what = ", ".join(map(str, notes["choices"]))
    elif notes["low"] is None:
        what = "True or False"
    else:
        what = f"{notes['low']} to {notes['high']}"
    usual = " or None" if "None" in str(spec.type) else ""
    return f"{notes['unit']}: {what}{usual}"
