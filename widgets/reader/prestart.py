"""Start the kernel of the page that opens first while its browser is still starting."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

PAGE = re.compile(r"/(?:notebooks|lab/tree)/(.+\.ipynb)$")
WARM_UP = "import widgets.explorer, widgets.learning, widgets.match, widgets.season"


def page_of(address: str) -> str:
    """Return the notebook that an address of the server opens; empty where it opens none.

    >>> page_of("/notebooks/chapters/00-start-here.ipynb"), page_of("/lab")
    ('chapters/00-start-here.ipynb', '')
    """
    found = PAGE.search(address)
    return found[1] if found else ""


async def prestart(server: Any) -> None:
    """Open the session that the page will ask for, and let its kernel import what pages need.

    The notebook looks for a session of its path before it starts one, so this one is its own.
    """
    page = page_of(server.default_url)
    if not page or not await server.contents_manager.file_exists(page):
        return
    session = await server.session_manager.create_session(
        path=page, name=PurePosixPath(page).name, type="notebook", kernel_name="python3"
    )
    client = server.kernel_manager.get_kernel(session["kernel"]["id"]).client()
    client.start_channels()
    try:
        await client.execute(WARM_UP, silent=True, store_history=False, reply=True, timeout=60)
    finally:
        client.stop_channels()


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    server.io_loop.add_callback(prestart, server)
