"""The facts of docs/data as they stand, read once for all tests of a process: reading them takes seconds."""

from functools import cache

from scripts.facts import load, resolve
from scripts.places import ROOT


@cache
def dataset() -> load.Dataset:
    return load.load(ROOT / load.DATA)


@cache
def facts() -> resolve.Facts:
    return resolve.facts(ROOT / load.DATA)
