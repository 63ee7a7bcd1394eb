"""Showing what people typed as they typed it: no mention, heading, link or list comes of it."""

import re
import unicodedata

# Inside a line: emphasis, code, spoilers, links, mentions, timestamps, emoji, and addresses that would become links.
_INLINE = re.compile(r"[\\*_~|`\[\]<>@]|(?<=[A-Za-z]):(?=//)")
# At the start of a line: headings, small print, lists and numbered lists.
_LEADING = re.compile(r"^(\s*)(-#|#{1,3}|[-+•]|\d+(?=[.)](?:\s|$)))", re.MULTILINE)
# Letters and digits of the scripts that are written from right to left.
_RIGHT_TO_LEFT = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_TURNED = re.compile(f"[{_RIGHT_TO_LEFT}\u202a-\u202e\u2066-\u2069]")
_RIGHT_FIRST = re.compile(rf"[\W\d_]*(?!\d)[{_RIGHT_TO_LEFT}]")
_JOINERS = "\u200c\u200d"  # they hold emoji and letters together
_DIRECTIONS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])


def _lead(match: re.Match[str]) -> str:
    space, mark = match[1], match[2]
    return f"{space}{mark}\\" if mark[0].isdigit() else f"{space}\\{mark}"


def escape(text: object) -> str:
    """Return the text with Discord's Markdown taken out of force by backslashes; no character of it is lost.

    What runs from right to left, or turns the direction of what follows, is closed off: see ``isolate``.
    """
    return isolate(_LEADING.sub(_lead, _INLINE.sub(r"\\\g<0>", str(text))))


def isolate(text: object) -> str:
    """Close each line off that has another direction than Latin, so that it can't scramble what stands around it.

    For one text, or for several that make one phrase: such a phrase runs as its first letter does.
    """
    return "\n".join(_isolated(line) for line in str(text).split("\n"))


def _isolated(line: str) -> str:
    if not _TURNED.search(line):
        return line
    turn = "\u2067" if _RIGHT_FIRST.match(line) else "\u2068"
    breaks = (len(line) - len(line.rstrip("\\"))) % 2  # a backslash of CommonMark's stays the last of its line
    return f"{turn}{line[: len(line) - breaks]}\u2069{line[len(line) - breaks :]}"


# For CommonMark as GitHub shows it: besides the above, entities, mathematics, and addresses without a scheme.
_COMMON = re.compile(r"[\\`*_~|\[\]<>&$@#]|(?<=[a-z]):(?=//)|(?<=\bwww)\.", re.IGNORECASE)
_COMMON_LEADING = re.compile(r"^(\d{1,9})(?=[.)])|^(?=[-+=])")


def commonmark(text: object, *, breaks: bool = False) -> str:
    """Return the text as CommonMark that shows it as it was typed: on one line, or with its line ``breaks``."""
    lines = [line for line in str(text).split("\n") if line.strip()] if breaks else [str(text)]
    return "\\\n  ".join(_commonmark_line(" ".join(line.split())) for line in lines)


def _commonmark_line(line: str) -> str:
    return isolate(_COMMON_LEADING.sub(lambda m: f"{m[1] or ''}\\", _COMMON.sub(r"\\\g<0>", line)))


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
    """Return a sentence for a terminal: without the marks, backslashes and turns that are for Discord."""
    return re.sub(r"\\(.)|\*\*|`|[\u2066-\u2069]", lambda match: match[1] or "", markdown, flags=re.DOTALL)
