"""What is mended in a page, because it comes from the theme and not from us.

Material writes some attributes that the HTML standard does not allow where they stand. Browsers
bear them; checkers, rightly, do not.
"""

import re

# Autofill has no meaning for a tick box; an empty tabindex is no number.
TICK_BOX = re.compile(r"<input\b[^>]*\btype=\"(?:checkbox|radio)\"[^>]*>")
NEEDLESS = re.compile(r"\s+(?:autocomplete=\"off\"|tabindex=\"\")")
EMPTY_TABINDEX = re.compile(r"(<label\b[^>]*?)\s+tabindex=\"\"")
# The heading of an empty table of contents names a tick box that the theme then leaves out.
TOC_LABEL = re.compile(r"(<label\b[^>]*?)\s+for=\"__toc\"")

# A question that folds its answer is one control: the theme's link to its heading may not stand in it.
LINK_IN_SUMMARY = re.compile(
    r"(<summary>(?:(?!</summary>).)*?)<a class=\"headerlink\"[^>]*>.*?</a>", re.DOTALL
)


def mend(text: str) -> str:
    text = TICK_BOX.sub(lambda found: NEEDLESS.sub("", found[0]), text)
    text = LINK_IN_SUMMARY.sub(r"\1", text)
    text = EMPTY_TABINDEX.sub(r"\1", text)
    return text if 'id="__toc"' in text else TOC_LABEL.sub(r"\1", text)
