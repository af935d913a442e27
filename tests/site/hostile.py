"""What somebody might send to harm a reader, and how a page shows that it did harm."""

import random

PWN = "window.__pwned = 1"
TEXTS = (
    "",
    " ",
    "0",
    "-1",
    "1e309",
    "NaN",
    "9" * 400,
    "2026-02-30",
    "2026-02-10",
    "2026-02-10:90",
    "2026-01-15~2026-04-14",
    "９０",
    "٢٠٢٦-٠١-٠١",
    "二〇二六年一月五日",
    "明天",
    ":~:~",
    "\x00",
    "\x1b[31m",
    "\r\n",
    "\u2028",
    "\u202e2026-01-01",
    "\ufeff2026-01-01",
    "\ufdd0\U0001f469\u200d\U0001f680",
    "__proto__",
    "constructor",
    "annotations[0].applied_on",
    '"]:is(*)',
    "{{7*7}}${7*7}<%= 7*7 %>",
    "../../../../etc/passwd",
    f"javascript:{PWN}",
    f'<img src=x onerror="{PWN}">',
    f"</textarea></script><script>{PWN}</script>",
    f"'-{PWN}-'",
    f"<svg/onload={PWN}>",
    f'=HYPERLINK("javascript:{PWN}")',
    "=cmd|' /C calc'!A0",
)
# Percent signs that mean nothing, bytes that are no text, and separators where none belong.
RAW = ("%", "%E0%A4%A", "%ED%A0%80", "%00", "%u0041", "&", "=", "+", "#", "a=&a", "?", "%F0%9F")

# Runs before any script of the page: what was executed, or was stopped by the browser, is kept.
SENTINEL = """
window.__harm = [];
Object.defineProperty(window, "__pwned", { set: () => window.__harm.push("a script ran") });
for (const name of ["alert", "confirm", "prompt"]) window[name] = () => window.__harm.push(name);
document.addEventListener("securitypolicyviolation", (e) => window.__harm.push(e.violatedDirective));
"""


def text(chance: random.Random) -> str:
    """A known harm, two in one, or letters at random."""
    kind = chance.random()
    if kind < 0.6:
        return chance.choice(TEXTS)
    if kind < 0.8:
        return chance.choice(TEXTS) + chance.choice(TEXTS)
    return "".join(
        chr(chance.choice((45, 48, 50, 126, 58, chance.randrange(1, 0xD7FF)))) for _ in range(12)
    )
