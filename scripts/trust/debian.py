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
    if not find(program) and shutil.which("apt-get") and os.geteuid() == 0:
        print(f"» Installing {' '.join(packages)} from Debian's packages", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
        install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
        subprocess.run(install, env=quiet, check=False)
    found = find(program)
    if not found:
        raise Missing(
            f"{program} is needed. On Debian or Ubuntu, as root: apt-get install {' '.join(packages)}"
        )
    return found


def find(program: str) -> str | None:
    """Debian keeps servers in sbin, which is not on everybody's PATH."""
    return shutil.which(program, path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")
