"""What a text holds before it is parsed: one look at each character, since parsers take longer than that.

``tomllib`` is quadratic in dotted names, PyYAML in nested brackets: some kilobytes of either would take minutes and
gigabytes.
"""

import re

from bot.core.model.bounds import DEPTH_MOST, DIGITS_MOST, FRONT_MOST, LINE_MOST, TABLES_MOST
from bot.core.packs import errors

# Each matches something wherever a string begins, one that never ends too, so that no character is looked at twice.
_PIECE = re.compile(
    r'''"""(?:[^"\\]++|\\.|"(?!""))*+(?:"{3,5}|\Z)'''
    r"""|'''(?:[^']++|'(?!''))*+(?:'{3,5}|\Z)"""
    r"""|"(?:[^"\\\n]++|\\.)*+"?"""
    r"""|'[^'\n]*+'?"""
    r"""|\#[^\n]*+"""
    r"""|[\w+-]++"""
    r"""|[ \t]++"""
    r"""|.""",
    re.DOTALL,
)


def check_toml(text: str) -> None:
    """Check that ``tomllib`` reads a text in time. Raises LineTooLong, NestedTooDeep, NumberTooLong, TablesTooMany."""
    if (longest := max(map(len, text.split("\n")))) > LINE_MOST:
        raise errors.LineTooLong(longest, LINE_MOST)
    dots = depth = tables = 0
    fresh = True  # nothing stands on the line yet
    for match in _PIECE.finditer(text):
        piece = match[0]
        if piece == ".":
            dots += 1
        elif piece in "[{":
            tables += fresh and depth == 0
            depth += 1
        elif piece in "]}":
            depth, dots = max(0, depth - 1), 0
        elif piece[0].isspace():
            dots = 0 if piece == "\n" else dots
            fresh = fresh or piece == "\n"
            continue
        elif piece[0] in "0123456789+-":
            if len(piece) > DIGITS_MOST:
                raise errors.NumberTooLong(DIGITS_MOST)
        elif piece[0] in "=,":
            dots = 0
        fresh = False
        if max(dots, depth) > DEPTH_MOST:
            raise errors.NestedTooDeep("TOML", DEPTH_MOST)
        if tables > TABLES_MOST:
            raise errors.TablesTooMany(TABLES_MOST)


def check_front_matter(text: str) -> None:
    """Check that PyYAML reads front matter in time. Raises FrontMatterTooLong, NestedTooDeep."""
    if len(text) > FRONT_MOST:
        raise errors.FrontMatterTooLong(len(text), FRONT_MOST)
    depth = 0
    for bracket in re.findall(r"[\[\]{}]", text):
        depth = depth + 1 if bracket in "[{" else max(0, depth - 1)
        if depth > DEPTH_MOST:
            raise errors.NestedTooDeep("YAML", DEPTH_MOST)
