"""`python -m scripts.dev.live_links`: opens every address the site links to, and says which fail.

For a person, or a schedule outside CI, with the open web: an address that fails wants a look by
hand, and one that answers is not thereby the right one.
"""

import sys
import urllib.error
import urllib.request
from collections.abc import Iterator

from scripts.facts.resolve import facts
from scripts.pages.guides import linkable
from scripts.pages.macros import checker as quotes

PATIENCE = 20  # seconds
AGENT = "Mozilla/5.0 (link check)"


def complaint(url: str) -> str:
    """Why the address wants a look; "" when it answers as it should."""
    request = urllib.request.Request(url, headers={"User-Agent": AGENT})  # noqa: S310  http(s) by the models
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:  # noqa: S310
            moved = response.url.split("/")[2] != url.split("/")[2]
            return f"转到了别的域名：{response.url}" if moved else ""
    except urllib.error.HTTPError as error:
        return f"服务器回答 {error.code}"
    except (urllib.error.URLError, OSError) as error:
        return f"打不开：{getattr(error, 'reason', error)}"


def complaints(urls: list[str]) -> Iterator[str]:
    for number, url in enumerate(urls, 1):
        print(f"\r{number} / {len(urls)}", end="", file=sys.stderr, flush=True)
        if said := complaint(url):
            yield f"{url}  {said}"
    print(file=sys.stderr)


def main() -> int:
    found = list(complaints(sorted(linkable(facts(), quotes.rules()))))
    print("\n".join(found) or "每个网址都有回答")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
