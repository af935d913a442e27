"""How we behave towards other people's servers: pauses, patience, limits, and how we name ourselves."""

import os
from dataclasses import dataclass

from scripts.version import version

ROBOT = "yaoshi-zhiqi"
"""The name that robots.txt may call us by."""


@dataclass(frozen=True, slots=True)
class Manners:
    """`pause`: seconds between two requests to one host; `patience`: seconds for one connection or
    one read, `deadline` for a whole answer; `most_bytes` of one answer, unpacked; `retries` after
    429 and 5xx, the first after `back_off` seconds, each next twice as long."""

    contact: str
    pause: float = 2.0
    patience: float = 20.0
    deadline: float = 60.0
    most_bytes: int = 20_000_000
    retries: int = 2
    back_off: float = 5.0
    longest_wait: float = 60.0
    hosts_at_once: int = 8

    @property
    def user_agent(self) -> str:
        return f"{ROBOT}/{version()} (+{self.contact})"


def manners() -> Manners:
    """UPKEEP_CONTACT is whom a host's keeper can write to, else REPORT_URL. Raises ValueError when
    neither is set: nobody is visited by a robot that does not say whose it is. UPKEEP_PAUSE, in
    seconds, makes the pauses longer; shorter ones are for servers of our own alone (see fetch)."""
    contact = (
        os.environ.get("UPKEEP_CONTACT", "").strip() or os.environ.get("REPORT_URL", "").strip()
    )
    if not contact:
        raise ValueError("写上联系方式再访问别人的网站：UPKEEP_CONTACT=<网址或邮箱> make …")
    if not contact.isascii() or not contact.isprintable():
        raise ValueError("UPKEEP_CONTACT 只能用英文字母、数字和符号，不能换行")
    return Manners(contact=contact, pause=float(os.environ.get("UPKEEP_PAUSE") or 2.0))
