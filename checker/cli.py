"""The command line."""

import argparse
import sys
from collections.abc import Sequence

from checker.lines import answer_lines


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python3 -m checker", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser(
        "jsonl", help="one JSON request a line on standard input, one JSON answer a line out"
    )
    parser.parse_args(arguments)
    try:
        answer_lines(sys.stdin.buffer, sys.stdout.buffer)
    except BrokenPipeError:  # the reader of our answers has gone: nobody is left to answer
        sys.stderr.close()
    return 0
