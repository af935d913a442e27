"""Stage: the page scripts and styles of docs/assets/, made by esbuild into build/docs/assets/.

Where the address of each bundle stands, and nowhere else:

  assets/site.js              `<script src>` of every page (mkdocs.yml)
  assets/tools.js             `href` of `<link rel="modulepreload">` in the form of each tool's page
  assets/person.js            the same, of /tools/agenda/, /tools/eligibility/ and /tools/study/
  assets/notice.js            the same, of /tools/notice/
  assets/report.js            `href` of the same link on /about/report/
  assets/search.js            `data-search` of the button in the header; fetched when somebody searches
  assets/qr.js                `data-qr` of the same forms; fetched when a QR code is wanted
  assets/workbook_read.js     `data-workbook-read` of the form of /tools/batch/: a worker, for a workbook
  assets/workbook_write.js    `data-workbook-write` of the same
  assets/pdf/read.js          `data-pdf` of the form of /tools/notice/: a worker, for a PDF
  assets/states.js            `href` of the same link on /tools/states/, which nothing links to
  assets/embed/annotation.js  `<script src>` of the cards for other sites (scripts/templates/embed)
  assets/embed/calendar.js    the same
  assets/embed/eligibility.js the same
  assets/watch.js             `<script src>` in the head of the tools' pages, where scripts/finish/lean.py puts
                              the script itself
  assets/early.js             the same, of those that open links

No bundle names another. The last line of each names its source map, which lies beside it: nobody
fetches that but developer tools, and there a reader sees what runs as it was written. (That of the
head has none.) Loaders that other sites pin by name and hash (see embeds) are copied as they stand, and so is the sheet
of the cards.

Of the styles, `base`, `search` and `print` are everybody's; each other sheet stands under one root class, which
the page names in its front matter (`styles: tool`), so that none reaches into another's pages.
"""

import re
import shutil
import subprocess
from pathlib import Path

from scripts.places import DOCS, ROOT

ESBUILD = "node_modules/@esbuild/*/bin/esbuild"  # npm brings the one for this machine
ENTRIES = (
    "assets/site.js",
    "assets/tools.js",
    "assets/person.js",
    "assets/notice.js",
    "assets/report.js",
    "assets/search.js",
    "assets/qr.js",
    "assets/workbook_read.js",
    "assets/workbook_write.js",
    "assets/pdf/read.js",
    "assets/states.js",
    "assets/embed/annotation.js",
    "assets/embed/calendar.js",
    "assets/embed/eligibility.js",
)
AS_THEY_STAND = ("assets/embed/loader-*.js", "assets/embed/card.css")
CHARACTER_MAPS = ROOT / "node_modules" / "pdfjs-dist" / "cmaps"
OF_CHINESE_FONTS = re.compile(r"(Uni)?(GB|CNS|B5|ETen|ETHK|HK)\S*|Adobe-(GB1|CNS1)-\S+")
SHEETS = "assets/styles/*.css"
# The oldest browsers that can run Python here: module workers and WebAssembly's bulk memory.
TARGET = "chrome89,firefox114,safari15"
OLDEST = "es5"  # whoever is too old for the rest is told so
IN_THE_HEAD = {
    "assets/watch.js": OLDEST,
    "assets/early.js": TARGET,
}  # no modules: those wait for the page


class BundleFailed(Exception):
    """A script or a style could not be bundled; esbuild's own words, with file and line."""


def bundle_scripts(folder: Path) -> None:
    """Writes every bundle and every sheet, its nesting lowered, below `folder`. Raises BundleFailed."""
    esbuild(
        *(str(DOCS / entry) for entry in ENTRIES),
        "--bundle",
        "--format=esm",
        "--sourcemap",
        "--preserve-symlinks",
        f"--target={TARGET}",
        f"--outbase={DOCS}",
        f"--outdir={folder}",
    )
    for entry, target in IN_THE_HEAD.items():
        esbuild(
            str(DOCS / entry),
            "--bundle",
            "--format=iife",
            f"--target={target}",
            f"--outfile={folder / entry}",
        )
    esbuild(
        *(str(sheet) for sheet in DOCS.glob(SHEETS)),
        f"--target={TARGET}",
        f"--outbase={DOCS}",
        f"--outdir={folder}",
    )
    for path in (path for pattern in AS_THEY_STAND for path in DOCS.glob(pattern)):
        shutil.copyfile(path, folder / path.relative_to(DOCS))
    copy_character_maps(folder / "assets" / "pdf" / "maps")


def copy_character_maps(folder: Path) -> None:
    """What a PDF whose fonts are Chinese and not part of it needs to be read."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(CHARACTER_MAPS.glob("*.bcmap")):
        if OF_CHINESE_FONTS.fullmatch(path.stem):
            shutil.copyfile(path, folder / path.name)


def esbuild(*arguments: str, text: str = "") -> str:
    """What esbuild makes, minified, of `text` or of the files it is given. Raises BundleFailed."""
    program = next(ROOT.glob(ESBUILD), None)
    if not program:
        raise BundleFailed(f"{ESBUILD}: not there for this machine. Run `make build`, or `npm ci`")
    done = subprocess.run(
        [str(program), *arguments, "--minify", "--charset=utf8", "--log-level=warning"],
        cwd=ROOT,
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BundleFailed(f"esbuild stopped:\n{done.stderr}")
    return done.stdout
