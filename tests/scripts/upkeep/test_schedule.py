"""What a schedule does: one request with report and proposals, state that lasts, nothing merged."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest

from scripts.places import ROOT
from scripts.upkeep.request import LONGEST, request


@pytest.fixture
def platform() -> Iterator[tuple[str, list[tuple[str, str, Any]], list[Any]]]:
    """An API: its address, what was asked of it, the requests that are open."""
    asked: list[tuple[str, str, Any]] = []
    is_open: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            asked.append((self.command, self.path, body))
            row = {"html_url": "u", "web_url": "u", "number": 7, "iid": 7}
            if self.command == "POST":
                is_open.append(row)
            said = json.dumps(is_open if self.command == "GET" else row).encode()
            self.send_response(
                200
                if self.headers.get("Authorization") or self.headers.get("PRIVATE-TOKEN")
                else 401
            )
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_GET = do_POST = do_PUT = do_PATCH = answer  # noqa: N815  as the library calls them

        def log_message(self, *_: Any) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=listening.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{listening.server_address[1]}", asked, is_open
    listening.shutdown()
    listening.server_close()


@pytest.mark.parametrize("name", ["github", "gitlab"])
def test_there_is_one_request_and_it_is_renewed(platform, name: str):
    api, asked, is_open = platform
    environment = {
        "github": {"GITHUB_REPOSITORY": "a/b", "GITHUB_API_URL": api, "UPKEEP_TOKEN": "t"},
        "gitlab": {
            "GITLAB_CI": "true",
            "CI_API_V4_URL": api,
            "CI_PROJECT_ID": "5",
            "UPKEEP_TOKEN": "t",
        },
    }[name]
    assert request("one", "main", "first", environment) == "u"
    assert request("one", "main", "x\n" * LONGEST, environment) == "u"
    assert len(is_open) == 1
    assert [method for method, _, _ in asked] == [
        "GET",
        "POST",
        "GET",
        "PATCH" if name == "github" else "PUT",
    ]
    assert len("".join(map(str, asked[-1][2].values()))) < 65_536
    assert not any(
        "merge" in path.rsplit("/", 1)[-1].removeprefix("merge_requests") for _, path, _ in asked
    )


def test_a_platform_that_does_not_answer_is_an_error():
    with pytest.raises(httpx.HTTPError):
        request(
            "one",
            "main",
            "x",
            {
                "GITHUB_REPOSITORY": "a/b",
                "GITHUB_API_URL": "http://127.0.0.1:9",
                "UPKEEP_TOKEN": "t",
            },
        )


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=a", "-c", "user.email=a@invalid", "-c", "init.defaultBranch=main"]
    return subprocess.check_output(
        ["git", *who, *arguments], cwd=folder, text=True, stderr=subprocess.STDOUT
    )


@pytest.fixture
def repository(tmp_path: Path) -> tuple[Path, Path]:
    """A checkout with the script and stand-ins for what it calls, and its remote."""
    remote, here = tmp_path / "remote.git", tmp_path / "here"
    git(tmp_path, "init", "-q", "--bare", str(remote))
    git(tmp_path, "init", "-q", str(here))
    for folder in (".ci", "docs/data", ".venv/bin", "bin"):
        (here / folder).mkdir(parents=True)
    shutil.copy(ROOT / ".ci" / "upkeep", here / ".ci" / "upkeep")
    (here / ".gitignore").write_text("/build/\n/.venv/\n/bin/\n/asked\n")
    (here / "docs/data/a.yml").write_text("a: 1\n")
    # `make watch` finds one thing more each time; it says whether it was shown the token.
    (here / "bin/make").write_text(
        "#!/bin/sh\n[ $1 = check ] && { echo bad; exit 3; }\n"
        "echo x >>build/upkeep/state.json; cp build/upkeep/state.json docs/data/b.yml\n"
        'echo "token:${UPKEEP_TOKEN:-none}" >>asked; echo report >build/upkeep/report.md\n'
    )
    (here / ".venv/bin/python").write_text('#!/bin/sh\necho "$*" >>asked\n')
    for name in ("bin/make", ".venv/bin/python"):
        (here / name).chmod(0o755)
    git(here, "add", ".")
    git(here, "commit", "-qm", "first")
    git(here, "push", "-q", str(remote), "HEAD:refs/heads/main")
    return here, remote


def run(here: Path, remote: Path, *steps: str) -> str:
    said = ""
    for step in steps or ("restore", "run", "publish"):
        environment = os.environ | {
            "PATH": f"{here / 'bin'}:{os.environ['PATH']}", "UPKEEP_REMOTE": str(remote), "UPKEEP_TOKEN": "secret",
        }  # fmt: skip
        environment.pop("GITHUB_STEP_SUMMARY", None)
        done = subprocess.run(
            ["sh", ".ci/upkeep", step],
            cwd=here,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        said += done.stdout + done.stderr
        assert done.returncode == 0, said
    return said


def test_state_lasts_and_the_base_is_never_written(repository):
    here, remote = repository
    base = git(remote, "rev-parse", "main")
    run(here, remote)
    run(here, remote)
    assert git(remote, "rev-parse", "main") == base
    assert git(remote, "show", "upkeep-state:state.json") == "x\nx\n"
    assert git(remote, "show", "upkeep-proposed:docs/data/b.yml") == "x\nx\n"
    assert len(git(remote, "rev-list", "upkeep-state").split()) == 1
    asked = (here / "asked").read_text()
    assert asked.count("token:none") == 2
    assert asked.count("-m scripts.upkeep.request upkeep-proposed main build/upkeep/report.md") == 2
    assert asked.count("-m scripts.upkeep.report 3 build/check.txt") == 2


def test_what_people_change_in_the_open_request_stays(repository):
    here, remote = repository
    run(here, remote)
    other = here.parent / "other"
    git(here.parent, "clone", "-q", "-b", "upkeep-proposed", str(remote), str(other))
    (other / "docs/data/c.yml").write_text("mine\n")
    git(other, "add", ".")
    git(other, "commit", "-qm", "mine")
    git(other, "push", "-q")
    run(here, remote)
    assert git(remote, "show", "upkeep-proposed:docs/data/c.yml") == "mine\n"


def test_a_request_that_was_closed_is_not_opened_again_with_the_same(repository):
    here, remote = repository
    run(here, remote)
    git(remote, "branch", "-D", "upkeep-proposed")
    run(here, remote, "restore")
    assert not (here / "docs/data/b.yml").exists()
    assert (here / "build/upkeep/state.json").read_text() == "x\n"


def test_nothing_new_opens_nothing(repository):
    here, remote = repository
    run(here, remote, "restore")
    (here / "build/upkeep/report.md").write_text("nothing")
    run(here, remote, "publish")
    assert "upkeep-proposed" not in git(remote, "branch")
    assert not (here / "asked").exists()
