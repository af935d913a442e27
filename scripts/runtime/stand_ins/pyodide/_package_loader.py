"""No packages are loaded; Pyodide asks where they would be."""


class _Place:
    """A string would become JavaScript's, which has no `__str__` for Pyodide's start to call."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __str__(self) -> str:
        return self.path


SITE_PACKAGES = _Place("/lib/python/site-packages")
DSO_DIR = _Place("/usr/lib")


def init_loaded_packages() -> None: ...
