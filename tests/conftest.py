"""Hypothesis for the whole suite: no clock in verdicts, and the way back to every failure printed."""

import os
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

settings.register_profile("project", deadline=None, print_blob=True)
settings.load_profile("project")


@pytest.fixture(scope="session")
def both_editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site with the 繁體 edition, whether or not it was built with that."""
    from tests.editions import make_both  # loads the whole pipeline, which few tests need

    own = tmp_path_factory.getbasetemp()
    run = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own  # made once for all workers
    folder = run / "editions"
    with FileLock(run / "editions.lock"):
        if not folder.exists():
            make_both(run / "editions being made", "").rename(folder)
    return folder


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: a test often waits for its browser."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest begin first, so that none is left alone at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
