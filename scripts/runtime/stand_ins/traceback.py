"""An error in one line: what the worker reports with `failed`, and nobody but a developer reads."""

import sys


def format_exception(kind: object, error: object = None, trace: object = None) -> list[str]:
    return [f"{type(error).__name__}: {error}\n"]


def print_exception(kind: object, error: object = None, trace: object = None) -> None:
    print(*format_exception(kind, error, trace), file=sys.stderr)
