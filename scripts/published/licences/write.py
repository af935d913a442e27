"""Stage: the licences of what others have made, and the list of it for programs (CycloneDX)."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scripts.places import build_epoch
from scripts.published.licences.components import LICENCES, Component, licence_names, shipped
from scripts.version import version

FOLDER = "licences"
SBOM = "sbom.cdx.json"
OURS = "yaoshi-zhiqi"


def write_licences(folder: Path) -> None:
    """Writes `licences/` below `folder`."""
    target = folder / FOLDER
    target.mkdir()
    for name in licence_names():
        shutil.copyfile(LICENCES / f"{name}.txt", target / f"{name}.txt")
    (target / SBOM).write_text(json.dumps(bill(), ensure_ascii=False, indent=1) + "\n", "utf-8")


def bill() -> dict[str, Any]:
    """The software bill of materials of what readers receive. No serial number: the same for
    every build of the same tree."""
    components = shipped().components
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(build_epoch(), UTC).isoformat(),
            "component": {
                "type": "application",
                "bom-ref": OURS,
                "name": OURS,
                "version": version(),
                "licenses": [{"license": {"id": "MIT"}}, {"license": {"id": "CC-BY-4.0"}}],
            },
        },
        "components": [_entry(one) for one in components],
        "dependencies": [{"ref": OURS, "dependsOn": [one.identity for one in components]}],
    }


def _entry(one: Component) -> dict[str, Any]:
    known = {"version": one.version} if one.version else {}
    named = {"license": {"id": one.licence}}
    return {
        "type": "library",
        "bom-ref": one.identity,
        "name": one.name,
        **known,
        "purl": one.identity,
        "licenses": [named if one.licences == [one.licence] else {"expression": one.licence}],
        "copyright": "\n".join(one.copyright),
        "externalReferences": [{"type": "vcs", "url": one.source}],
    }


def macros() -> dict[str, Any]:
    """What pages may call."""
    return {"shipped": lambda: shipped().components, "licence_names": licence_names}
