"""`make release`: site/ as one zip, the checker as a package, lists of what the site was made with,
checksums, in build/release/.

The same tree gives the same bytes. `python -m scripts.dev.release check` looks at the changelog and at
git alone.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from scripts.dev.package import Broken, build_package, check_package
from scripts.places import BUILD, ROOT, SITE, build_epoch
from scripts.version import version

RELEASE = BUILD / "release"
NAME = "yaoshi-zhiqi"
CHECKSUMS = "SHA256SUMS"
CHANGELOG = ROOT / "CHANGELOG.md"
NOT_YET = "unreleased"
SHOWN = 20
PACKAGE = {".whl", ".gz"}
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


class NotReady(Exception):
    """Something is to be done before a release; the message says what."""


def check_changelog(text: str, released: str) -> str:
    """The heading of the version, the newest of the changelog. Raises NotReady."""
    parts = HEADING.split(text)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    newest = next(iter(sections), "")
    if newest.lower() == NOT_YET:
        if sections.pop(newest).strip():
            raise NotReady(
                f'CHANGELOG.md: "## {newest}" holds entries. Move them below "## {released} · <day>".'
            )
        newest = next(iter(sections), "")
    if newest.partition(" · ")[0] != released:
        raise NotReady(
            f'CHANGELOG.md: the newest section is "{newest}"; pyproject.toml says {released}. '
            f'Write "## {released} · <day>" above it, with what has changed.'
        )
    if not sections[newest].strip():
        raise NotReady(f'CHANGELOG.md: "## {newest}" is empty.')
    day = newest.partition(" · ")[2]
    if day and day != NOT_YET:
        try:
            date.fromisoformat(day)
        except ValueError:
            raise NotReady(
                f'CHANGELOG.md: "{day}" is no day. Write "## {released} · 2099-08-04", or "{NOT_YET}".'
            ) from None
    return newest


def check_git(heading: str, released: str, root: Path = ROOT) -> list[str]:
    """What is not committed, which a trial may hold and a release may not. A tree without git, such
    as that of a zip, is taken as it is. Raises NotReady."""

    def git(*arguments: str) -> str:
        command = ["git", "-c", "core.quotepath=off", *arguments]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        return done.stdout if done.returncode == 0 else ""

    tag = f"v{released}"
    tagged = git("rev-parse", "--verify", "--quiet", f"refs/tags/{tag}^{{commit}}")
    if tagged and tagged != git("rev-parse", "HEAD"):
        raise NotReady(
            f"{tag} is tagged already, at {tagged[:12]}, which is not what is checked out. Raise the version in "
            f"pyproject.toml and write its section in CHANGELOG.md, or check out {tag}."
        )
    changed = [line[3:] for line in git("status", "--porcelain").splitlines()]
    if changed and not heading.endswith(NOT_YET):
        listed = "".join(f"\n  {name}" for name in changed[:SHOWN])
        more = f"\n  and {len(changed) - SHOWN} more" if len(changed) > SHOWN else ""
        raise NotReady(
            f"Not committed, so {tag} would not hold it:{listed}{more}\n"
            f'Commit or remove it; to try a release with it, call it "## {released} · {NOT_YET}".'
        )
    return changed


def release(site: Path, folder: Path) -> list[Path]:
    """Writes the zip, the package, the lists and their checksums into `folder`, anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    stem = f"{NAME}-{version()}"
    made = [
        write_zip(site, folder / f"{stem}.zip", stem),
        *build_package(folder),
        _write_json(folder / f"{stem}-readers.cdx.json", _read(site / "licences/sbom.cdx.json")),
        _write_json(folder / f"{stem}-build-python.cdx.json", python_bill()),
        _write_json(folder / f"{stem}-build-npm.cdx.json", npm_bill()),
    ]
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in made]
    (folder / CHECKSUMS).write_text("".join(sums), "utf-8")
    return [*made, folder / CHECKSUMS]


def write_zip(site: Path, path: Path, top: str) -> Path:
    """All files of `site` below the folder `top`, dated as the build is, readable by all."""
    moment = datetime.fromtimestamp(build_epoch(), UTC)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(file for file in site.rglob("*") if file.is_file()):
            entry = zipfile.ZipInfo(
                f"{top}/{file.relative_to(site).as_posix()}", moment.timetuple()[:6]
            )
            entry.create_system = 3  # Unix, whatever it is made on
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.read_bytes())
    return path


def python_bill() -> dict[str, Any]:
    """What the build installs from locks/build.txt."""
    program = str(Path(sys.executable).with_name("cyclonedx-py"))
    options = ["--output-reproducible", "--pyproject", "pyproject.toml"]
    return _dated(json.loads(_run(ROOT, program, "requirements", *options, "locks/build.txt")))


def npm_bill() -> dict[str, Any]:
    """What the build installs from package-lock.json. npm asks for a version of the whole, which
    package.json leaves to pyproject.toml."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / NAME  # npm calls the whole by the name of its folder
        folder.mkdir()
        shutil.copyfile(ROOT / ".npmrc", folder / ".npmrc")
        for name in ("package.json", "package-lock.json"):
            _write_json(folder / name, _read(ROOT / name) | {"version": version()})
        options = ["--sbom-format", "cyclonedx", "--package-lock-only", "--omit", "dev"]
        return _dated(json.loads(_run(folder, "npm", "sbom", *options)))


def _dated(bill: dict[str, Any]) -> dict[str, Any]:
    """The bill without what differs from run to run."""
    bill.pop("serialNumber", None)
    moment = datetime.fromtimestamp(build_epoch(), UTC).isoformat()
    return bill | {"metadata": bill["metadata"] | {"timestamp": moment}}


def _read(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text("utf-8")))


def _write_json(path: Path, content: dict[str, Any]) -> Path:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return path


def _run(folder: Path, *command: str) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotReady(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def main(arguments: list[str]) -> int:
    try:
        heading = check_changelog(CHANGELOG.read_text("utf-8"), version())
        changed = check_git(heading, version())
        if arguments == ["check"]:
            return 0
        if not (SITE / "index.html").exists():
            raise NotReady("site/ is not built. `make release` builds it first.")
        made = release(SITE, RELEASE)
        for path in made:
            print(f"{path.stat().st_size:>12,}  {path.relative_to(ROOT)}")
        package = [path for path in made if path.suffix in PACKAGE]
        cases = check_package(package)
        print(f"The package, installed alone, answers {cases} cases as the checkout does.")
    except (NotReady, Broken) as reason:
        print(reason, file=sys.stderr)
        return 1
    if heading.endswith(NOT_YET):
        print(
            f'A trial: CHANGELOG.md calls {version()} "{NOT_YET}". Write the day when you publish it.'
        )
        if changed:
            print(f"It holds {len(changed)} changes that are not committed.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
