"""Real servers send site/ as described, browsers work with what they send, and it holds a crowd."""

import os
import re
import subprocess
import sys
import tempfile

from scripts.dev.trust.crawl import crawl
from scripts.dev.trust.debian import need
from scripts.dev.trust.servers import caddy, nginx
from scripts.places import ROOT, SITE

# Where the browser tests expect a site that lies below a path (tests/site/conftest.py).
BELOW = "/some/base/path/"
BROWSER_TESTS = ("test_checker.py", "test_embeds.py", "test_hosted.py", "test_search.py")
SECONDS = 10
CONNECTIONS = 64
LEAST_PER_SECOND = 5_000
CROWD = """
local paths = {{ {paths} }}
local at = 0
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at], {{ ["Accept-Encoding"] = "br" }})
end
"""


def check() -> str:
    """What was found to be right. Raises AssertionError or Missing."""
    with nginx() as origin:
        asked = crawl(origin, "/", SITE)
        crowd = load(origin)
    with nginx(BELOW) as origin:
        asked += crawl(origin, BELOW, SITE)
        browse(origin)
    with caddy() as origin:
        asked += crawl(origin, "/", SITE)
    return f"{asked} answers of nginx and Caddy as described; {crowd}"


def browse(origin: str) -> None:
    """The browser tests that a server's headers could break."""
    tests = [f"tests/site/{name}" for name in BROWSER_TESTS]
    command = [sys.executable, "-m", "pytest", "-n", "auto", *tests]
    environment = {**os.environ, "SITE_ORIGIN": origin}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    assert done.returncode == 0, "browser tests against nginx failed: see above"


def load(origin: str) -> str:
    """Requests for all pages in turn, on many connections; the server shares the machine with them."""
    wrk = need("wrk", "wrk")
    pages = sorted(page.relative_to(SITE).parent.as_posix() for page in SITE.rglob("index.html"))
    paths = ", ".join(f'"/{"" if page == "." else page + "/"}"' for page in pages)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(CROWD.format(paths=paths))
        script.flush()
        command = [wrk, "--threads", "1", "--connections", str(CONNECTIONS)]
        command += ["--duration", f"{SECONDS}s", "--timeout", "10s", "--latency"]
        command += ["--script", script.name, origin]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in said, said
    assert "Socket errors" not in said, said
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    slow = dict(re.findall(r"(50|99)%\s+(\S+)", said))
    assert rate, said
    assert float(rate[1]) >= LEAST_PER_SECOND, said
    return (
        f"{float(rate[1]):,.0f} pages a second without an error, "
        f"half within {slow['50']}, 99 of 100 within {slow['99']}"
    )
