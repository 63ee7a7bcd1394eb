"""Discord's limits on a message of Components V2, and how it counts characters.

By its API description and discord.py's own checks: 40 components, nested ones counted, and 4,000 characters of text in
all. Characters are counted as UTF-16 code units, the larger of the two ways to count.
"""

MESSAGE_CHARACTERS = 4_000
MESSAGE_COMPONENTS = 40


def width(text: str) -> int:
    """Count a text's characters as Discord may."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
