"""A small server for the site, on this machine only, that packs what it sends as hosts do."""

from __future__ import annotations

import gzip
import threading
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType

PACKED = {".css", ".html", ".ipynb", ".js", ".json", ".mjs", ".svg", ".txt", ".wasm"}
TYPES = {".ipynb": "application/json", ".mjs": "text/javascript", ".wasm": "application/wasm"}


@cache
def packed(path: Path, _time: float) -> bytes:
    """Return a file as it goes over the wire; it is packed once."""
    return gzip.compress(path.read_bytes(), 6)


class SiteServer:
    """Hand out a folder while it is entered; count what was asked and how much was sent.

    Parameters
    ----------
    folder : Path
        The folder of the site.

    Attributes
    ----------
    asked : list of (str, int)
        Each path that was asked for, and the bytes of the answer.
    answers : bool
        Whether it answers now.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = 0  # any that is free; after that it stays the same one
        self.asked: list[tuple[str, int]] = []
        self.answers = False

    @property
    def address(self) -> str:
        """Where the site is."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> SiteServer:
        """Start to answer."""
        asked, folder, site = self.asked, self.folder, self

        class Answer(SimpleHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                if not site.answers:  # on a connection that was kept open
                    self.close_connection = True
                    return
                path = Path(self.translate_path(self.path))
                if path.is_dir():
                    path = path / "index.html"
                if not path.is_file():
                    self.send_error(404)
                    return
                pack = path.suffix in PACKED
                data = packed(path, path.stat().st_mtime) if pack else path.read_bytes()
                asked.append((self.path, len(data)))
                self.send_response(200)
                kind = TYPES.get(path.suffix) or self.guess_type(str(path))
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
                self.send_header("Cache-Control", "max-age=600")
                if pack:
                    self.send_header("Content-Encoding", "gzip")
                self.end_headers()
                self.wfile.write(data)

            def __init__(self, *words: object) -> None:
                super().__init__(*words, directory=str(folder))  # type: ignore[arg-type]

            def log_message(self, *words: object) -> None:
                """Say nothing."""

        for path in folder.rglob("*"):  # as a host has done long before
            if path.suffix in PACKED:
                packed(path, path.stat().st_mtime)
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Answer)
        self._server.daemon_threads = True
        self.answers = True
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Answer no more."""
        self.answers = False
        self._server.shutdown()
        self._server.server_close()
