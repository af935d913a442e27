"""Both editions of the built site, in a folder of their own: `make test` builds one of them."""

import os
import shutil
from pathlib import Path

from scripts.build import near_words, spoken
from scripts.facts.resolve import facts
from scripts.finish.hant import make_hant, place_hant
from scripts.finish.hant.editions import link_editions
from scripts.finish.offline import write_offline
from scripts.places import SITE

WRITTEN = ("*.html", "robots.txt", "sitemap.xml", "sw.js", "sw-off.js")  # by the stages below
OF_ONE = ("hant", "offline.*.json", "*.br", "*.gz")


def make_both(folder: Path, site_url: str) -> Path:
    """Copies what is written over; what is not is the same file under another name."""

    def copy(source: str, target: str) -> str:
        written = any(Path(source).match(pattern) for pattern in WRITTEN)
        try:
            if not written:
                os.link(source, target)
                return target
        except OSError:
            pass  # another disk
        return str(shutil.copyfile(source, target))

    shutil.copytree(SITE, folder, copy_function=copy, ignore=shutil.ignore_patterns(*OF_ONE))
    link_editions(folder, site_url)
    write_offline(folder)
    made = folder.with_name("hant")
    make_hant(folder, made, site_url, spoken(), *near_words(facts()))
    place_hant(folder, made, site_url)
    return folder
