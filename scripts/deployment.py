"""What whoever runs the site says of it, in the environment of the build. Read here and nowhere else."""

import os
from typing import NamedTuple


class Deployment(NamedTuple):
    """`site_url` ends in "/"; `report_url` is where readers report errors, `icp` the 备案 number.
    Each is "" when it is not given."""

    site_url: str
    publisher: str
    report_url: str
    icp: str


def deployment() -> Deployment:
    """From SITE_URL, PUBLISHER, REPORT_URL and ICP."""
    given = {name: os.environ.get(name.upper(), "").strip() for name in Deployment._fields}
    if given["site_url"]:
        given["site_url"] = given["site_url"].rstrip("/") + "/"
    return Deployment(**given)
