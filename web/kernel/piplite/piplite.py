"""What the kernel sets in its installer as it starts."""

_PIPLITE_DISABLE_PYPI = True
_PIPLITE_URLS: list[str] = []


async def install(*names: object, **words: object) -> None:
    """Refuse to install anything: no request leaves the site."""
    raise OSError("This page installs nothing: all that the course needs is in it.")
