"""The kernel of the page that opens first: started once, where the page will look for it."""

import asyncio
from types import SimpleNamespace

import pytest

from widgets.reader.prestart import WARM_UP, prestart


class Server:
    """A server that writes down what is asked of it."""

    def __init__(self, address, pages=("chapters/00-start-here.ipynb",)):
        self.default_url, self.did = address, []

        async def file_exists(page):
            return page in pages

        async def create_session(**what):
            self.did.append(what)
            return {"kernel": {"id": "k"}}

        async def execute(code, **how):
            self.did.append((code, how["silent"], how["store_history"]))

        client = SimpleNamespace(
            start_channels=lambda: self.did.append("start"),
            stop_channels=lambda: self.did.append("stop"),
            execute=execute,
        )
        self.contents_manager = SimpleNamespace(file_exists=file_exists)
        self.session_manager = SimpleNamespace(create_session=create_session)
        kernel = SimpleNamespace(client=lambda: client)
        self.kernel_manager = SimpleNamespace(get_kernel={"k": kernel}.__getitem__)


@pytest.mark.parametrize("front", ["/notebooks/", "/lab/tree/"])
def test_the_session_is_the_one_the_page_looks_for_and_leaves_no_trace_in_it(front):
    server = Server(f"{front}chapters/00-start-here.ipynb")
    asyncio.run(prestart(server))
    session, *rest = server.did
    assert (session["path"], session["type"]) == ("chapters/00-start-here.ipynb", "notebook")
    assert rest == ["start", (WARM_UP, True, False), "stop"]


@pytest.mark.parametrize("address", ["/lab", "/tree", "/notebooks/chapters/gone.ipynb"])
def test_without_a_page_no_kernel_is_started(address):
    server = Server(address)
    asyncio.run(prestart(server))
    assert server.did == []


def test_what_is_imported_ahead_can_be_imported():
    exec(WARM_UP, {})
