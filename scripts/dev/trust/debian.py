"""The programs that the checks drive: found on PATH, else installed from Debian's packages."""

import os
import shutil
import subprocess


class Missing(Exception):
    """A program is not there and could not be installed; the message says what to do."""


class NotChecked(Exception):
    """Something outside this machine did not answer, so that nothing is known; the message says what."""


def need(program: str, *packages: str) -> str:
    """The path of `program`; installs `packages` where it is not found. Raises Missing."""
    said = ""
    if not find(program) and shutil.which("apt-get") and os.geteuid() == 0:
        print(f"» Installing {' '.join(packages)} from Debian's packages", flush=True)
        _apt("update")
        said = _apt("install", "--yes", "--no-install-recommends", *packages)
    found = find(program)
    if not found:
        raise Missing(
            f"{program} is needed. On Debian or Ubuntu, as root: "
            f"apt-get install {' '.join(packages)}\n{said}".rstrip()
        )
    return found


def _apt(*arguments: str) -> str:
    """The end of what apt-get says."""
    done = subprocess.run(
        ["apt-get", "--quiet", *arguments],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout[-1000:]


def find(program: str) -> str | None:
    """Debian keeps servers in sbin, which is not on everybody's PATH."""
    return shutil.which(program, path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")
