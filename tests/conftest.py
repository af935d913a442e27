"""Hypothesis for the whole suite: no clock in verdicts, and the way back to every failure printed."""

from hypothesis import settings

settings.register_profile("project", deadline=None, print_blob=True)
settings.load_profile("project")
