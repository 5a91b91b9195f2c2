"""A JupyterLab of the tests' own, on this machine only."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.browser.steps import PATIENCE

ROOT = Path(__file__).parents[2]
READER = "behind-the-match"


class LabServer:
    """A running JupyterLab with settings, runtime files and notebooks of its own.

    `folder` holds copies of the chapters and of the fixture notebooks, so that no test
    changes a file of the repository.
    """

    def __init__(self):
        self.home = Path(tempfile.mkdtemp(prefix="lab-"))
        self.folder = self.home / "course"
        shutil.copytree(ROOT / "chapters", self.folder / "chapters")
        shutil.copytree(ROOT / "tests" / "browser" / "notebooks", self.folder / "notebooks")
        # The reader's view as it is here, and not as it was when the course was installed.
        extensions = self.home / "path" / "labextensions"
        shutil.copytree(ROOT / "widgets" / "reader" / "labextension", extensions / READER)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.token = secrets.token_hex(16)
        private = {
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "runtime",
            "JUPYTERLAB_SETTINGS_DIR": "settings",
            "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
            "IPYTHONDIR": "ipython",
        }
        environ = {**os.environ, **{name: str(self.home / to) for name, to in private.items()}}
        environ["JUPYTER_PATH"] = str(self.home / "path")
        environ["JUPYTER_TOKEN"] = self.token
        options = [
            "--no-browser",
            "--allow-root",
            "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.port={self.port}",
            "--ServerApp.port_retries=0",
            f"--ServerApp.root_dir={self.folder}",
            "--LabApp.expose_app_in_browser=True",
            "--JupyterNotebookApp.expose_app_in_browser=True",
        ]
        self.log = self.home / "log"
        with self.log.open("w") as log:
            command = [sys.executable, "-m", "jupyter", "lab", *options]
            self.process = subprocess.Popen(command, env=environ, stdout=log, stderr=log)
        self._wait_until_it_answers()

    def _wait_until_it_answers(self):
        give_up = time.monotonic() + PATIENCE / 1000
        while True:
            try:
                self.ask("api/status")
                return
            except (urllib.error.URLError, OSError):
                if self.process.poll() is not None or time.monotonic() > give_up:
                    told = self.log.read_text()[-3000:]
                    self.stop()
                    raise RuntimeError(f"JupyterLab did not start:\n{told}") from None
                time.sleep(0.1)

    def ask(self, path, method="GET"):
        """Ask the server's own interface something; return what it says."""
        headers = {"Authorization": f"token {self.token}"}
        request = urllib.request.Request(f"{self.address}/{path}", method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=PATIENCE / 1000) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def url(self, notebook):
        """Return the address of one notebook in JupyterLab, in a workspace without a past."""
        return f"{self.address}/lab/tree/{notebook}?reset&token={self.token}"

    def page_url(self, notebook):
        """Return the address of one notebook alone, as the course opens it."""
        return f"{self.address}/notebooks/{notebook}?token={self.token}"

    def end_kernels(self):
        """End every kernel, so that one test leaves nothing running for the next."""
        for session in self.ask("api/sessions"):
            self.ask(f"api/sessions/{session['id']}", method="DELETE")

    def stop(self):
        """End the server and remove all it wrote."""
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)
