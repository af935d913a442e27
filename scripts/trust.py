"""`make trust`: what needs more of a machine than the tests. Installs what it lacks, or says what to."""

import os
import shutil
import subprocess
import sys

from scripts.places import ROOT, SITE

VNU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
JAVA_PACKAGE = "default-jre-headless"


def java() -> str | None:
    """A Java, installed from Debian's packages when there is none and we may."""
    if not shutil.which("java") and shutil.which("apt-get") and os.geteuid() == 0:
        print(f"» Installing {JAVA_PACKAGE} from Debian's packages", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
        install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", JAVA_PACKAGE]
        subprocess.run(install, env=quiet, check=False)
    return shutil.which("java")


def check_html() -> bool:
    """Whether the Nu HTML checker finds no error in any page of site/."""
    found = java()
    if not found:
        print(
            f"The Nu HTML checker needs Java. On Debian or Ubuntu: apt-get install {JAVA_PACKAGE}"
        )
        return False
    pages = len(list(SITE.rglob("*.html")))
    print(f"» Nu HTML checker over {pages} pages", flush=True)
    command = [found, "-jar", str(VNU), "--errors-only", "--skip-non-html", "--format", "gnu"]
    return subprocess.run([*command, str(SITE)], check=False).returncode == 0


def main() -> int:
    passed = check_html()
    print(f"Nu HTML checker: {'no error' if passed else 'FAILED'}")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
