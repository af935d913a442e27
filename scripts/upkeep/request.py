"""Opens the one request of a branch on GitHub or GitLab, or puts a newer report into it. Never merges."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

TITLE = "看到了新的通知：请核对"
LONGEST = 60_000
"""Characters of a report; GitHub takes 65,536."""


def request(branch: str, base: str, body: str, environment: Mapping[str, str]) -> str:
    """The address of the request. Raises httpx.HTTPError, KeyError for what the platform did not set."""
    if len(body) > LONGEST:
        body = body[:LONGEST].rsplit("\n", 1)[0] + "\n\n（太长，后面的没有放进来）\n"
    platform = _gitlab if environment.get("GITLAB_CI") else _github
    return platform(branch, base, body, environment)


def _github(branch: str, base: str, body: str, environment: Mapping[str, str]) -> str:
    repository = environment["GITHUB_REPOSITORY"]
    pulls = f"{environment['GITHUB_API_URL']}/repos/{repository}/pulls"
    headers = {
        "Authorization": f"Bearer {environment['UPKEEP_TOKEN']}",
        "Accept": "application/vnd.github+json",
    }
    with httpx.Client(headers=headers, timeout=30) as client:
        head = f"{repository.split('/')[0]}:{branch}"
        is_open = _json(client.get(pulls, params={"head": head, "base": base, "state": "open"}))
        if is_open:
            done = client.patch(f"{pulls}/{is_open[0]['number']}", json={"body": body})
        else:
            asked = {"title": TITLE, "head": branch, "base": base, "body": body}
            done = client.post(pulls, json=asked)
        return str(_json(done)["html_url"])


def _gitlab(branch: str, base: str, body: str, environment: Mapping[str, str]) -> str:
    project = f"{environment['CI_API_V4_URL']}/projects/{environment['CI_PROJECT_ID']}"
    requests = f"{project}/merge_requests"
    with httpx.Client(headers={"PRIVATE-TOKEN": environment["UPKEEP_TOKEN"]}, timeout=30) as client:
        branches = {"source_branch": branch, "target_branch": base}
        is_open = _json(client.get(requests, params={**branches, "state": "opened"}))
        if is_open:
            done = client.put(f"{requests}/{is_open[0]['iid']}", json={"description": body})
        else:
            done = client.post(requests, json={**branches, "title": TITLE, "description": body})
        return str(_json(done)["web_url"])


def _json(response: httpx.Response) -> Any:
    return response.raise_for_status().json()


def main(arguments: list[str]) -> int:
    branch, base, report = arguments
    try:
        print(request(branch, base, Path(report).read_text("utf-8"), os.environ))
    except (httpx.HTTPError, KeyError, ValueError) as error:
        print(f"The request could not be opened: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
