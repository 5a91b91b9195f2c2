"""The addresses under which the course can be opened; all follow from one line in pyproject.toml.

``python -m tools.links`` prints them. A fork changes [project.urls] and has its own links.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

ROOT = Path(__file__).parents[1]
CHAPTERS = tuple(sorted(path.name for path in (ROOT / "chapters").glob("*.ipynb")))
ENVIRONMENT = ("environment.yml", "postBuild")  # what Binder builds from


@dataclass(frozen=True)
class Links:
    """Where the course is.

    Attributes
    ----------
    site : str
        The page that runs in the browser.
    owner_and_name : str
        Of the repository.
    tag : str
        The release that links are pinned to, so that a commit makes nobody wait for a build.
    """

    site: str
    owner_and_name: str
    tag: str

    def binder(self, chapter: str) -> str:
        """Open a chapter on Binder, as a reader meets it.

        >>> Links("", "o/n", "v1").binder("00-start-here.ipynb")
        'https://mybinder.org/v2/gh/o/n/v1?urlpath=notebooks%2Fchapters%2F00-start-here.ipynb'
        """
        page = quote(f"notebooks/chapters/{chapter}", safe="")
        return f"https://mybinder.org/v2/gh/{self.owner_and_name}/{self.tag}?urlpath={page}"

    def hub(self, hub: str, chapter: str) -> str:
        """Bring the course to a JupyterHub with nbgitpuller, and open a chapter there.

        >>> Links("", "o/n", "v1").hub("https://hub.example.edu", "00-start-here.ipynb")
        ... # doctest: +ELLIPSIS
        'https://hub.example.edu/hub/user-redirect/git-pull?repo=https%3A%2F%2Fgithub.com%2Fo%2Fn&...
        """
        name = self.owner_and_name.split("/")[1]
        repository = quote(f"https://github.com/{self.owner_and_name}", safe="")
        page = quote(f"notebooks/{name}/chapters/{chapter}", safe="")
        asked = f"repo={repository}&branch={self.tag}&urlpath={page}"
        return f"{hub}/hub/user-redirect/git-pull?{asked}"

    @property
    def archive(self) -> str:
        """Everything as one file, without git."""
        return f"https://github.com/{self.owner_and_name}/archive/refs/tags/{self.tag}.zip"


def links(root: Path = ROOT) -> Links:
    """Read where the course is from its pyproject.toml."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    urls = project["urls"]
    owner_and_name = urlsplit(urls["Repository"]).path.strip("/")
    owner, name = owner_and_name.split("/")
    site = urls.get("Homepage", f"https://{owner}.github.io/{name}/")  # where GitHub puts its pages
    return Links(site, owner_and_name, f"v{project['version']}")


if __name__ == "__main__":
    here = links()
    print(*(here.site, here.archive, *map(here.binder, CHAPTERS)), sep="\n")
