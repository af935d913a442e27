"""`make` alone lists every command of docs/dev/contracts.md; locks name no registry."""

import re
import subprocess

from scripts.places import ROOT


def test_help_lists_the_commands_of_the_contract():
    text = subprocess.check_output(["make", "-s"], cwd=ROOT, text=True)
    for command in ("serve", "test", "trust", "build", "check", "bench"):
        assert re.search(rf"^  make {command} ", text, re.MULTILINE), command


def test_locks_name_no_registry_and_hash_everything():
    for lock in (ROOT / "locks").glob("*.txt"):
        text = lock.read_text("utf-8")
        assert "://" not in text, lock
        pins = re.findall(r"^[A-Za-z0-9._-]+(?:\[.*\])?==.*$", text, re.MULTILINE)
        assert pins
        assert all(pin.endswith("\\") for pin in pins), lock
    package_lock = (ROOT / "package-lock.json").read_text("utf-8")
    assert "://" not in package_lock
    assert package_lock.count('"integrity"') >= 3
