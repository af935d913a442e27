"""Standard input, output and errors, which the caller may have closed or may close."""

import os
import sys


def replace_closed_streams() -> None:
    """For streams that the caller closed: no input, output that fails when written to, no words."""
    for name, mode, access in (
        ("stdin", "r", os.O_RDONLY),
        ("stdout", "w", os.O_RDONLY),
        ("stderr", "w", os.O_WRONLY),
    ):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, access), mode, encoding="utf-8"))


def abandon_output() -> None:
    """Lets Python close standard output without complaint when it cannot be written to any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
