"""The Nu HTML checker (Java) over every page of site/."""

import subprocess

from scripts.dev.trust.debian import need
from scripts.places import ROOT, SITE

VNU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def check() -> str:
    """What was found to be right. Raises AssertionError or Missing."""
    java = need("java", "default-jre-headless")
    pages = len(list(SITE.rglob("*.html")))
    command = [java, "-jar", str(VNU), "--errors-only", "--skip-non-html", "--format", "gnu"]
    done = subprocess.run([*command, str(SITE)], check=False)
    assert done.returncode == 0, "see the errors above"
    return f"{pages} pages, no error"
