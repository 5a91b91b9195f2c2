"""The file of a log: read strictly, replaced whole, and written by one session at a time."""

from __future__ import annotations

import json
import math
import os
import re
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

from engine.base.errors import InputError
from engine.base.json_text import HALF_A_CHARACTER, MOST_DIGITS, read_json
from widgets.learning import words
from widgets.learning.log_rows import Entry, moment_of
from widgets.text.reading import brief

MADE_BY = "behind-the-match"
MOST_BYTES = 4_000_000  # of a file: a few thousand settings, or tens of thousands of answers
MOST_NAME = 250  # bytes of a file name; systems take 255, and the lock adds an ending
PATIENCE = 10.0  # seconds to wait for another session that is writing
_NO_LETTERS = frozenset('<>:"/\\|?*')
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])", re.I)


@dataclass(frozen=True)
class Held:
    """What a file holds: entries, and a mark that is another one after each Clear."""

    entries: tuple[Entry, ...] = ()
    cleared: str = ""


def refuse_shared() -> None:
    """Refuse files where visitors share a folder, which ``BTM_LOG=tab`` says."""
    if not keeps_files():
        raise InputError([words.LOG_NO_FILES])


def keeps_files() -> bool:
    """Whether a log may be kept in a file here."""
    return os.environ.get("BTM_LOG") != "tab"


def is_plain(name: str) -> bool:
    """Whether a name can be that of a file beside the notebook, on every system.

    >>> is_plain("my log 2.json"), is_plain("../x"), is_plain("NUL.json"), is_plain("a.")
    (True, False, False, False)
    """
    if not name.isprintable() or set(name) & _NO_LETTERS or name != name.strip(" "):
        return False
    stem = name.partition(".")[0].rstrip(" ")
    if name.endswith(".") or _DEVICES.fullmatch(stem):
        return False
    return bool(name.strip(". ")) and len(name.encode("utf-8", "replace")) <= MOST_NAME


def read_log(path: str | Path) -> tuple[Entry, ...]:
    """Read the entries of a file that a log was saved in; refuse what is no log, or not there."""
    return read_file(path).entries


def read_file(path: str | Path, missing: Held | None = None) -> Held:
    """Read what a file holds; where there is none, it is `missing`, or that is refused."""
    try:
        # A pipe or a device would be waited for without end.
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise OSError(None, words.LOG_NO_FILE)
        with open(path, "rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        if missing is not None:
            return missing
        raise InputError([words.LOG_MISSING.format(brief(path))]) from None
    except (OSError, ValueError) as error:  # ValueError: a name with a null character in it
        raise InputError([words.LOG_NOT_READ.format(brief(path), _why(error))]) from None
    try:
        if len(raw) > MOST_BYTES:
            raise InputError([words.LOG_TOO_BIG])
        held = held_in(raw.decode("utf-8"))
    except UnicodeDecodeError:
        why = words.LOG_NO_TEXT
    except InputError as error:
        why = "; ".join(error.problems)
    else:
        return held
    raise InputError([words.LOG_BROKEN.format(brief(path), why)])


def held_in(text: str) -> Held:
    """Read what a text holds; one that is no log is refused."""
    data = read_json(text, "log", MOST_BYTES)
    entries = data.get("entries") if isinstance(data, dict) else None
    if not isinstance(entries, list) or not all(map(_is_entry, entries)):
        raise InputError([words.LOG_NO_ENTRIES])
    return Held(in_order(entries), str(data.get("cleared", "")))


def write_file(path: str | Path, held: Held) -> None:
    """Replace a file in one step, so that no crash leaves half of it; its mode stays.

    What is written aside first has a name of its own and is made new, so that neither another
    writer nor a link that somebody laid there is in the way. Where the file is a link, it stays
    one, and what it points to is replaced.
    """
    data = {"made_by": MADE_BY, "cleared": held.cleared, "entries": held.entries}
    if not held.cleared:
        del data["cleared"]
    raw = json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False).encode()
    if len(raw) > MOST_BYTES:
        raise InputError([words.LOG_NOT_WRITTEN.format(brief(path), words.LOG_TOO_BIG)])
    try:
        target = Path(os.path.realpath(path))
        aside = target.with_name(f".my-log-{token_hex(8)}.json.part")
        try:
            with aside.open("xb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                aside.chmod(stat.S_IMODE(target.stat().st_mode))
            os.replace(aside, target)
        except BaseException:
            with suppress(OSError):
                aside.unlink()
            raise
    except (OSError, ValueError) as error:
        raise InputError([words.LOG_NOT_WRITTEN.format(brief(path), _why(error))]) from None


@contextmanager
def alone_at(path: str | Path) -> Iterator[None]:
    """Let nobody else write a file meanwhile, whether in a thread or in another process.

    The system gives the lock back when a process is killed, so that none is left behind.
    """
    try:
        lock = Path(f"{os.path.realpath(path)}.lock")
        until = time.monotonic() + PATIENCE
        while (handle := _lock(lock)) is None:
            if time.monotonic() > until:
                raise OSError(None, words.LOG_BUSY)
            time.sleep(0.005)
    except (OSError, ValueError) as error:
        raise InputError([words.LOG_NOT_WRITTEN.format(brief(path), _why(error))]) from None
    try:
        yield
    finally:
        with suppress(OSError):
            if sys.platform != "win32":
                lock.unlink()  # before it is free, so that who waits for it sees that it is gone
        with suppress(OSError):
            os.close(handle)


if sys.platform == "win32":

    def _lock(lock: Path) -> int | None:
        """Take a lock, or None while somebody has it: Windows deletes it with its last handle."""
        try:
            return os.open(lock, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_TEMPORARY)
        except FileExistsError:
            return None
        except PermissionError:  # one that is just being deleted, or a folder that refuses
            if lock.exists() or os.access(lock.parent, os.W_OK):
                return None
            raise

else:

    def _lock(lock: Path) -> int | None:
        """Take a lock, or None while somebody has it."""
        handle = os.open(lock, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            _flock(handle)
            with suppress(FileNotFoundError):
                # Who had it before may have taken it away between opening and locking.
                if os.path.samestat(os.fstat(handle), os.lstat(lock)):
                    return handle
        except BlockingIOError:
            pass
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
        return None

    def _flock(handle: int) -> None:
        try:
            from fcntl import LOCK_EX, LOCK_NB, flock
        except ImportError:  # in a browser, where there is one process, and at most an empty module
            return
        try:
            flock(handle, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            raise
        except OSError:  # a disk that knows no locks: better no lock than no log
            return


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Put entries in the order of their moments."""
    return tuple(sorted(entries, key=moment_of))


def storable(value: Any) -> Any:
    r"""Return a fact as a file can hold it, so that no entry keeps later ones from being written.

    Half a character becomes a question mark in a diamond; a number that JSON cannot hold, or a
    thing that is no value at all, becomes nothing.

    >>> storable({"said": "half \ud83d", "guess": float("nan"), "right": [True, 10**400]})
    {'said': 'half �', 'guess': None, 'right': [True, None]}
    """
    if isinstance(value, str):
        return HALF_A_CHARACTER.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {storable(str(key)): storable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [storable(inner) for inner in value]
    if value is None or isinstance(value, bool):
        return value
    if hasattr(value, "item"):  # a number of numpy
        value = value.item()
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, int):
        return int(value) if abs(value) < 10 ** (MOST_DIGITS - 1) else None
    return None


def _is_entry(entry: object) -> bool:
    if not isinstance(entry, dict):
        return False
    try:
        moment = moment_of(entry)
    except (KeyError, TypeError, ValueError):
        return False
    named = isinstance(entry.get("kind"), str) and isinstance(entry.get("id"), str)
    return named and moment.tzinfo is not None


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or words.LOG_NO_NAME_AT_ALL
