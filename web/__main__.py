"""Build the site: ``python3 run.py site``, or ``python3 run.py site FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

from web.fetch import ROOT, MissingError
from web.lite import build


def main(words: list[str]) -> int:
    """Build the site into the folder named, or into `site`; say how to look at it."""
    target = Path(words[0]) if words else ROOT / "site"
    try:
        build(target.absolute())
    except (OSError, MissingError) as error:
        print(f"The site was not built. {error}")
        return 1
    size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    print(f"The site stands in {target} ({size / 1e6:.0f} MB). To look at it:")
    print(f"  python3 -m http.server --bind 127.0.0.1 --directory {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
