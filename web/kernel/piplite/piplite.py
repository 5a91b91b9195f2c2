"""What the kernel sets in its installer as it starts; by then what is ours has to be in place."""

import sys
from pathlib import Path

import on_demand  # noqa: F401 (from now on)

_PIPLITE_DISABLE_PYPI = True
_PIPLITE_URLS: list[str] = []

# The kernel stands in the folder of the chapters, which the page keeps: no import has to ask there.
if "" in sys.path:
    sys.path.remove("")
CONFIG = Path("/etc/ipython/ipython_config.py")
CONFIG.parent.mkdir(parents=True, exist_ok=True)
CONFIG.write_text("c.InteractiveShellApp.ignore_cwd = True\n", encoding="utf-8")


async def install(*names: object, **words: object) -> None:
    """Refuse to install anything: no request leaves the site."""
    raise OSError("This page installs nothing: all that the course needs is in it.")
