"""nginx and Caddy from Debian's packages, serving site/ as the generated configurations say."""

import os
import re
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.dev.trust.debian import need
from scripts.finish.hosting.configurations import of_server
from scripts.finish.hosting.headers import headers
from scripts.places import SITE

BROTLI = "libnginx-mod-http-brotli-static"
MODULE = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"
MAIN = """
load_module {module};
{user}
worker_processes 2;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    sendfile on;
    keepalive_requests 100000;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""
PATIENCE = 20  # seconds


@contextmanager
def nginx(base: str = "/") -> Iterator[str]:
    """The origin at which nginx serves site/ below the path `base`. Raises Missing."""
    program = need("nginx", "nginx-light", BROTLI)
    if not Path(MODULE).exists():
        need("no-such-program", BROTLI)
    with tempfile.TemporaryDirectory(prefix="nginx-") as name:
        folder, port = Path(name), _free_port()
        text = of_server("nginx.conf", headers(SITE), base)
        text = _put(text, "listen 80;", f"listen 127.0.0.1:{port};")
        text = _put(text, "root /srv/yaoshi-zhiqi;", f"root {_root(folder, base)};")
        (folder / "site.conf").write_text(text, "utf-8")
        user = "user root;" if os.geteuid() == 0 else ""
        main = MAIN.format(folder=folder, module=MODULE, user=user)
        (folder / "nginx.conf").write_text(main, "utf-8")
        command = [program, "-p", name, "-e", f"{name}/error.log", "-c", f"{name}/nginx.conf"]
        with _running(command, port) as origin:
            yield origin


@contextmanager
def caddy(base: str = "/") -> Iterator[str]:
    """The same with Caddy."""
    program = need("caddy", "caddy")
    with tempfile.TemporaryDirectory(prefix="caddy-") as name:
        folder, port = Path(name), _free_port()
        text = of_server("Caddyfile", headers(SITE), base)
        text = _put(text, ":80 {", f"http://127.0.0.1:{port} {{")
        text = _put(text, "root * /srv/yaoshi-zhiqi", f"root * {_root(folder, base)}")
        (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n}}\n{text}", "utf-8")
        command = [program, "run", "--adapter", "caddyfile", "--config", f"{name}/Caddyfile"]
        with _running(command, port) as origin:
            yield origin


def _root(folder: Path, base: str) -> Path:
    """The folder below which site/ lies at `base`."""
    if base == "/":
        return SITE
    root = folder / "root"
    below = root / base.strip("/")
    below.parent.mkdir(parents=True)
    below.symlink_to(SITE)
    return root


def _put(text: str, old: str, new: str) -> str:
    assert len(re.findall(re.escape(old), text)) == 1, f"expected once: {old}"
    return text.replace(old, new)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def _running(command: list[str], port: int) -> Iterator[str]:
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        _wait_for(server, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.communicate(timeout=PATIENCE)


def _wait_for(server: subprocess.Popen[str], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert server.poll() is None, f"the server stopped:\n{server.communicate()[0]}"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the server does not listen")
