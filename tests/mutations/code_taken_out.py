"""The table of lines that make a mechanism, and the same file without them."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def entries():
    """Read the table: per mutation rows, says, file, code, without, test."""
    text = (Path(__file__).parent / "code_taken_out.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["mutation"]


def mutated(entry, root=ROOT):
    """Return the text of a file without a mechanism; its code must stand there exactly once."""
    text = (root / entry["file"]).read_text(encoding="utf-8")
    if text.count(entry["code"]) != 1:
        raise LookupError(f"{entry['file']} has {text.count(entry['code'])} times: {entry['code']}")
    return text.replace(entry["code"], entry["without"])
