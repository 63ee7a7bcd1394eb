"""Showing what people typed as they typed it: no mention, heading, link or list comes of it."""

import re
import unicodedata

# Inside a line: emphasis, code, spoilers, links, mentions, timestamps, emoji, and addresses that would become links.
_INLINE = re.compile(r"[\\*_~|`\[\]<>@]|(?<=[A-Za-z]):(?=//)")
# At the start of a line: headings, small print, lists and numbered lists.
_LEADING = re.compile(r"^(\s*)(-#|#{1,3}|[-+•]|\d+(?=[.)](?:\s|$)))", re.MULTILINE)
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_JOINERS = "\u200c\u200d"  # they hold emoji and letters together
_DIRECTIONS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])


def _lead(match: re.Match[str]) -> str:
    space, mark = match[1], match[2]
    return f"{space}{mark}\\" if mark[0].isdigit() else f"{space}\\{mark}"


def escape(text: object) -> str:
    """Return the text with Discord's Markdown taken out of force by backslashes; no character of it is lost.

    Characters that turn the direction of what follows are closed off at the text's end, so that they can't
    scramble the lines around it.
    """
    return _closed(_LEADING.sub(_lead, _INLINE.sub(r"\\\g<0>", str(text))))


def _closed(escaped: str) -> str:
    return f"\u2068{escaped}\u2069" if _TURNS.search(escaped) else escaped


# For CommonMark as GitHub shows it: besides the above, entities, mathematics, and addresses without a scheme.
_COMMON = re.compile(r"[\\`*_~|\[\]<>&$@#]|(?<=[a-z]):(?=//)|(?<=\bwww)\.", re.IGNORECASE)
_COMMON_LEADING = re.compile(r"^(\d{1,9})(?=[.)])|^(?=[-+=])")


def commonmark(text: object) -> str:
    """Return the text on one line as CommonMark that shows it as it was typed."""
    raw = " ".join(str(text).split())
    escaped = _COMMON.sub(r"\\\g<0>", raw)
    return _closed(_COMMON_LEADING.sub(lambda m: f"{m[1] or ''}\\", escaped))


def echo(text: object, most: int = 60) -> str:
    """Tell what somebody typed, short and on one line, for a sentence that answers it."""
    plain = str(text).translate(_DIRECTIONS)
    shown = "".join(c for c in plain if c.isspace() or c in _JOINERS or unicodedata.category(c)[0] != "C")
    line = " ".join(shown.split()) if shown.strip(_JOINERS) else ""
    return escape(line if len(line) <= most else line[: most - 1].rstrip() + "…") or "…"


def bold(text: object) -> str:
    """Tell what is escaped already, in bold, line by line: bold that runs over a line's end is not bold in a quote."""
    return "\n".join(f"**{line.strip()}**" if line.strip() else line for line in str(text).split("\n"))


def set_off(text: object) -> str:
    """Set lines off as a block quote."""
    return "\n".join(f"> {line}".rstrip() for line in str(text).split("\n"))


def plain(markdown: str) -> str:
    """Return a sentence for a terminal: without the marks and backslashes that are for Discord."""
    return re.sub(r"\\(.)|\*\*|`", lambda match: match[1] or "", markdown, flags=re.DOTALL)
