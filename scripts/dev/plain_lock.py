"""Takes out of package-lock.json where packages ask for money: a lock names no address.

A part of `make lock`; npm writes it again with every update.
"""

import json

from scripts.places import ROOT

LOCK = ROOT / "package-lock.json"


def main() -> None:
    lock = json.loads(LOCK.read_text("utf-8"))
    for package in lock["packages"].values():
        package.pop("funding", None)
    LOCK.write_text(json.dumps(lock, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
