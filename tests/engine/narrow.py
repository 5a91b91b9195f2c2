"""A numpy of 64 bits that behaves, for code of this house, like one of 32.

In a browser (Pyodide) an index has 32 bits. There numpy refuses counts and cells of 64 bits
(`np.repeat`, `np.bincount`), and whatever has the default width, an `arange`, the sum of a
mask, the answer of `argsort` or `flatnonzero`, has 32 bits and runs over without a word.
`narrow` brings both about on an ordinary machine: calls that come from this house, directly
or through numpy's own Python code, are refused or answered as they would be there. Calls
from pandas and other packages are left alone, since their compiled parts keep 64 bits.

It cannot show what compiled code does on its own: a mask plus or times a plain number has the
default width too, and methods of single numbers (``np.bool_.sum``) are not reached.

``python -m tests.engine.narrow MODULE`` runs a module with numpy narrowed. A process that
was narrowed once stays so: use a fresh one.
"""

import ctypes
import functools
import gc
import os
import runpy
import sys
from pathlib import Path

import numpy as np

HOUSE = str(Path(__file__).resolve().parents[2])
NUMPY = str(Path(np.__file__).parent)
HERE = (NUMPY, __file__)

INDICES = ("argmax", "argmin", "argpartition", "argsort", "nonzero", "searchsorted")
SUMS = ("cumprod", "cumsum", "prod", "sum")
CREATE = ("arange", "array", "asanyarray", "asarray", "ascontiguousarray", "concatenate", "where")
TOLD = ("empty", "full", "fromiter", "ones", "zeros")
WIDTHS = {"int_": np.int32, "intp": np.int32, "uint": np.uint32, "uintp": np.uint32}


def asker():
    """Return the file and line of this house that called numpy; None if others did."""
    frame = sys._getframe(1)
    while frame is not None and frame.f_code.co_filename.startswith(HERE):
        frame = frame.f_back
    if frame is None:
        return None
    file = frame.f_code.co_filename
    if (file.startswith(HOUSE) and "site-packages" not in file) or file in ("<string>", "<stdin>"):
        return f"{file.removeprefix(HOUSE).lstrip(os.sep)}:{frame.f_lineno}"
    return None


def wide(value):
    """Tell whether a value brings 64 bits of its own: a number of default width does not."""
    if isinstance(value, (np.ndarray, np.generic)):
        return value.dtype.itemsize > 4 or value.dtype == np.uint32
    if isinstance(value, (list, tuple)):
        return any(map(wide, value))
    return not isinstance(value, int) or not -(2**31) <= value < 2**31


def narrowed(answer):
    """Return indices with 32 bits."""
    if isinstance(answer, tuple):
        return tuple(narrowed(part) for part in answer)
    return answer.astype(np.int32) if getattr(answer, "dtype", None) == np.int64 else answer


def named(args, settings):
    """Read ``int`` as what it means to a numpy of 32 bits."""
    settings = {key: np.int32 if value is int else value for key, value in settings.items()}
    return [np.int32 if value is int else value for value in args], settings


def refused(value):
    """Refuse what cannot become an index of 32 bits without loss, as numpy does."""
    kind = np.asarray(value).dtype
    if (where := asker()) and not np.can_cast(kind, np.int32):
        rule = "according to the rule 'safe'"
        raise TypeError(f"{where}: Cannot cast array data from {kind!r} to dtype('int32') {rule}")


def as_indices(old):
    """Wrap what answers with indices."""

    def new(*args, **settings):
        answer = old(*args, **settings)
        return narrowed(answer) if asker() else answer

    return new


def sum_width(kind):
    """Return the width in which whole numbers of less than default width add up, or None."""
    if kind.kind not in "biu" or kind.itemsize > 4:
        return None
    return np.uint32 if kind.kind == "u" else np.int32


def as_sum(old):
    """Wrap what adds up: whole numbers of less than default width are added with it."""

    def new(array, axis=None, dtype=None, out=None, **settings):
        if dtype is int:
            dtype = np.int32
        if dtype is None and out is None and asker():
            dtype = sum_width(array.dtype)
        given = {"axis": axis, "dtype": dtype, "out": out, **settings}
        return old(array, **{key: value for key, value in given.items() if value is not None})

    return new


def as_reduction(old):
    """Wrap a method of `np.ufunc`, such as `np.add.reduce`, likewise."""

    def new(ufunc, array, *args, **settings):
        if ufunc in (np.add, np.multiply) and asker():
            array = np.asanyarray(array)
            width = sum_width(array.dtype)
            place = 2 if old.__name__ == "reduceat" else 1
            given = args[place] if len(args) > place else settings.get("dtype")
            out = args[place + 1] if len(args) > place + 1 else settings.get("out")
            if width and given in (None, int) and out is None:
                settings["dtype"] = width
                args = (*args[:place], *args[place + 2 :])
        return old(ufunc, array, *args, **settings)

    return new


def as_creation(old):
    """Wrap what makes arrays of default width from plain numbers."""

    def new(*args, **settings):
        if not asker():
            return old(*args, **settings)
        args, settings = named(args, settings)
        answer = old(*args, **settings)
        if old.__name__ == "where" and len(args) == 1:
            return narrowed(answer)
        asked = settings.get("dtype") or any(isinstance(part, (type, np.dtype)) for part in args)
        if asked or answer.dtype != np.int64:
            return answer
        parts = args[1:] if old.__name__ == "where" else args
        return answer if wide(parts) else answer.astype(np.int32)

    return new


def as_named(old):
    """Wrap what is told a width, which may be told as ``int``."""

    def new(*args, **settings):
        if asker():
            args, settings = named(args, settings)
        return old(*args, **settings)

    return new


def as_picky(old, place, name, index):
    """Wrap what takes counts or cells and refuses those of 64 bits."""

    def new(*args, **settings):
        refused(args[place] if len(args) > place else settings[name])
        answer = old(*args, **settings)
        return narrowed(answer) if index and asker() else answer

    return new


def narrow():
    """Narrow numpy in this process, for good."""
    replace = dict.fromkeys(CREATE, as_creation) | dict.fromkeys(TOLD, as_named)
    replace |= dict.fromkeys(("lexsort", "ravel_multi_index", "unravel_index"), as_indices)
    replace["bincount"] = functools.partial(as_picky, place=0, name="x", index=True)
    new = {id(getattr(np, name)): (getattr(np, name), wrap) for name, wrap in replace.items()}
    new = {key: (old, functools.wraps(old)(wrap(old))) for key, (old, wrap) in new.items()}
    # numpy's own Python code asks for these by name too, on behalf of who called it.
    for module in [m for name, m in sys.modules.items() if name.split(".")[0] == "numpy"]:
        for name, value in list(vars(module).items()):
            if id(value) in new and value is new[id(value)][0]:
                setattr(module, name, new[id(value)][1])

    methods = dict.fromkeys(INDICES, as_indices) | dict.fromkeys(SUMS, as_sum)
    methods["repeat"] = functools.partial(as_picky, place=1, name="repeats", index=False)
    methods["put"] = functools.partial(as_picky, place=1, name="indices", index=False)
    methods["astype"] = as_named
    _patch(np.ndarray, methods)
    _patch(np.ufunc, dict.fromkeys(("accumulate", "reduce", "reduceat"), as_reduction))

    usual, other = {name: getattr(np, name) for name in WIDTHS}, np.__getattr__
    for name in WIDTHS:
        delattr(np, name)

    def attribute(name):
        if name in WIDTHS:
            return WIDTHS[name] if asker() else usual[name]
        return other(name)

    np.__getattr__ = attribute


def _patch(kind, methods):
    """Replace methods of a compiled type, which Python itself does not allow."""
    (table,) = gc.get_referents(kind.__dict__)
    for name, wrap in methods.items():
        table[name] = functools.wraps(table[name])(wrap(table[name]))
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(kind))


if __name__ == "__main__":
    narrow()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
