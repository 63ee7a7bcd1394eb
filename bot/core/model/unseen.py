"""Characters that nobody sees: a text of these alone is empty, and at its ends they are no part of it."""

import re

# What Unicode calls ignorable (zero-width and direction marks, soft hyphens, fillers), control characters, and the
# Braille cell without dots.
_UNSEEN = (
    "\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_SEEN = re.compile(rf"[^\s{_UNSEEN}]")
# At the end these belong to the emoji before them.
_EMOJI = re.compile("[\ufe00-\ufe0f\U000e0020-\U000e007f]*")
# Where a change of direction begins; what ends it is needed then.
_TURNED = re.compile("[\u202a\u202b\u202d\u202e\u2066-\u2068][^\u202c\u2069]*$")
AROUND_LINES = "\n\u200b\u2060\ufeff"
"""What is taken away around a text of many lines, whose first one may begin with spaces."""


def is_blank(text: str) -> bool:
    """Tell whether there is nothing to see in a text."""
    return _SEEN.search(text) is None


def trimmed(text: str) -> str:
    """Return a text without white space and unseen characters at its ends; nothing where there is nothing to see."""
    first = _SEEN.search(text)
    if first is None:
        return ""
    last = len(text)
    while not _SEEN.match(text, last - 1):
        last -= 1
    kept = _EMOJI.match(text, last)
    found = text[first.start() : kept.end() if kept else last]
    turned = _TURNED.search(found)
    return found + ("\u2069" if found[turned.start()] >= "\u2066" else "\u202c") if turned else found
