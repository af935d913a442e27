"""Hypothesis for the whole suite: no clock in verdicts, and the way back to every failure printed."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("project", deadline=None, print_blob=True)
settings.load_profile("project")


@pytest.fixture(scope="session")
def both_editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site with the 繁體 edition, whether or not it was built with that."""
    from tests.editions import make_both  # loads the whole pipeline, which few tests need

    return make_both(tmp_path_factory.mktemp("editions") / "site", "")
