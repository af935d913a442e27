"""Stage: what nginx, Caddy and hosts of static sites read, from the one description of headers.

site/_headers            Netlify, Cloudflare Pages and others, read from the root of the site
site/hosting/nginx.conf  a whole server, for nginx's http context
site/hosting/Caddyfile   a whole site
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from scripts import templating
from scripts.finish.hosting.headers import CARDS, OTHER_TYPE, TYPES, Header, headers, texts

SERVERS = ("nginx.conf", "Caddyfile")
MOST_RULES = 100  # that Cloudflare Pages reads of _headers


def write_configurations(site: Path, site_url: str) -> None:
    """Writes all three. `site_url` tells the path at which the site is served; `/` when empty."""
    base = f"/{urlsplit(site_url).path.strip('/')}/".replace("//", "/")
    described = headers(site)
    folder = site / "hosting"
    folder.mkdir(exist_ok=True)
    for name in SERVERS:
        (folder / name).write_text(of_server(name, described, base), "utf-8")
    (site / "_headers").write_text(static_host(described, site), "utf-8")


def of_server(name: str, described: Iterable[Header], base: str) -> str:
    """The configuration `name`, one of SERVERS, for a site that is served at the path `base`."""
    suffixes: dict[str, list[str]] = {}
    for suffix, kind in TYPES.items():
        suffixes.setdefault(kind, []).append(suffix.removeprefix("."))
    template = templating.environment(autoescape=False).get_template(f"hosting/{name}.j2")
    return template.render(
        headers=described,
        base=base,
        types=suffixes,
        texts=texts(),
        other_type=OTHER_TYPE,
        variable=_variable,
        pattern=_pattern,
    )


def static_host(described: Iterable[Header], site: Path) -> str:
    """The text of `_headers`. Hosts add up the values of all rules that fit an address, so no two
    rules that name the same header may fit the same one."""
    rules: dict[str, dict[str, str]] = {"/*": {}}
    for header in described:
        default = pages_of(site) if CARDS in header.special else ["/*"]
        if header.name == "Cache-Control":
            default = []  # such hosts have files revalidated unless told otherwise
        values = dict.fromkeys(default, header.value)
        values |= {f"/{special}": value for special, value in header.special.items()}
        for address, value in values.items():
            if value:
                rules.setdefault(address, {})[header.name] = value
    assert len(rules) <= MOST_RULES, f"_headers: {len(rules)} rules, {MOST_RULES} are read"
    return "".join(f"{address}\n{_lines(values)}" for address, values in rules.items())


def pages_of(site: Path) -> list[str]:
    """Rules that fit every page but the cards, and no two of them the same."""
    folders = {page.relative_to(site).parts[0] for page in site.glob("*/**/*.html")}
    cards = CARDS.split("/")[0]
    files = (page.name for page in site.glob("*.html") if page.name != "index.html")
    return ["/", *(f"/{name}" for name in files), *(f"/{f}/*" for f in sorted(folders - {cards}))]


def _lines(values: Mapping[str, str]) -> str:
    return "".join(f"  {name}: {value}\n" for name, value in values.items())


def _variable(header: Header) -> str:
    return f"$zhiqi_{header.name.lower().replace('-', '_')}"


def _pattern(base: str, special: str) -> str:
    """A regular expression that fits the whole path of what `special` stands for."""
    return f"^{re.escape(base + special.removesuffix('*'))}{'' if special.endswith('*') else '$'}"
