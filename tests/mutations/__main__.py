"""``python -m tests.mutations off`` or ``code``, and perhaps some rows: see the README here."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from engine import ledger
from tests.mutations.code_taken_out import ROOT, entries, mutated
from tests.mutations.switches import EXCUSED, closed_form, measurement, pairs
from tests.mutations.traces import stages_that_differ

COPIED = ("engine", "widgets", "tests", "chapters", "calibration", "pyproject.toml")


def modeled(wanted):
    """Return the modeled rows of the ledger: their references by row."""
    rows = ledger().query("status == 'modeled'")
    return {
        row.id: row.where.split("; ") for row in rows.itertuples() if not wanted or row.id in wanted
    }


def off(wanted):
    """Switch everything off that the rows refer to, once; return what survives."""
    rows = defaultdict(list)
    for row, references in modeled(wanted).items():
        for reference in references:
            rows[reference].append(row)
    survivors = []
    for reference in sorted(rows):
        if closed_form(reference) or measurement(reference):
            continue
        name = f"{reference} ({', '.join(rows[reference])})"
        for world, pair in pairs(reference).items():
            stages = stages_that_differ(*pair)
            if stages:
                print(f"{name}\n    {world}: {', '.join(stages)}", flush=True)
                break
        else:
            excuse = EXCUSED.get(reference)
            print(f"{name}\n    {excuse or 'SURVIVES'}", flush=True)
            survivors += [] if excuse else [name]
    for row, references in modeled(wanted).items():
        if row not in EXCUSED and all(closed_form(reference) for reference in references):
            survivors.append(f"{row}: closed forms only ({'; '.join(references)})")
    return survivors


def code(wanted):
    """Take the code of each mechanism out in a copy, and run its test; return what survives."""
    survivors = []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in COPIED:
            if (ROOT / name).is_dir():
                leave = shutil.ignore_patterns("__pycache__")
                shutil.copytree(ROOT / name, copy / name, ignore=leave)
            else:
                shutil.copy(ROOT / name, copy / name)
        for entry in entries():
            if wanted and not set(wanted) & set(entry["rows"]):
                continue
            path = copy / entry["file"]
            whole = path.read_text(encoding="utf-8")
            path.write_text(mutated(entry, copy), encoding="utf-8")
            failed = _fails(copy, entry["test"])
            path.write_text(whole, encoding="utf-8")
            verdict = "seen" if failed else "SURVIVES"
            print(f"{verdict}: {', '.join(entry['rows'])}: {entry['says']}", flush=True)
            if not failed:
                survivors.append(f"{', '.join(entry['rows'])}: {entry['test']}")
    return survivors


def _fails(copy, test):
    """Whether a test fails in a copy of the house; a test that cannot be run is an error."""
    quiet = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist"]
    found = subprocess.run(
        [sys.executable, "-m", "pytest", *quiet, test],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if found.returncode not in (0, 1):
        raise RuntimeError(f"{test} cannot be run:\n{found.stdout[-2000:]}{found.stderr[-2000:]}")
    return found.returncode == 1


def main():
    """Run one of the two checks; the exit code says whether anything survived."""
    checks = {"off": off, "code": code}
    if len(sys.argv) < 2 or sys.argv[1] not in checks:
        sys.exit(__doc__)
    survivors = checks[sys.argv[1]](sys.argv[2:])
    print(f"\n{len(survivors)} survive" + "".join(f"\n- {one}" for one in survivors))
    sys.exit(bool(survivors))


if __name__ == "__main__":
    main()
