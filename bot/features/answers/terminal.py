"""An answer in the terminal, as it will read on Discord."""

import re
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from bot.core.ui.actions import ShowSource
from bot.core.ui.paging import Page
from bot.core.ui.panels import Part

_TOKEN = re.compile(
    r"\\(?P<plain>.)|\*\*(?P<bold>(?:\\.|[^\\*])+)\*\*|\*(?P<italic>(?:\\.|[^\\*])+)\*|`(?P<code>[^`]+)`", re.DOTALL
)
_LOOKS = {"-# ": "dim", "### ": "bold underline", "## ": "bold"}


def print_pages(pages: Sequence[Page], sources: Mapping[int, str]) -> None:
    """Print the pages of an answer. ``sources``: by fact, what stands for its button."""
    console = Console(highlight=False)
    for page in pages:
        console.print(_panel(page, sources))


def _panel(page: Page, sources: Mapping[int, str]) -> Panel:
    text = Text()
    _add(text, page.heading)
    for part in page.panel().parts:
        _add(text, part.text, _source(part, sources))
    _add(text, page.footer)
    return Panel(Padding(text, (0, 1)), border_style="blue", width=min(88, Console().width))


def _source(part: Part, sources: Mapping[int, str]) -> str:
    shown = [choice.action for choice in part.buttons if isinstance(choice.action, ShowSource)]
    return f"  [{sources[shown[0].fact_id]}]" if shown else ""


def _add(into: Text, markdown: str, after: str = "") -> None:
    """Add a block of Discord's Markdown, as far as the templates use it."""
    if not markdown:
        return
    if into.plain:
        into.append("\n\n")
    for i, line in enumerate(markdown.split("\n")):
        mark = next((mark for mark in _LOOKS if line.startswith(mark)), "")
        into.append("\n" if i else "")
        _inline(into, line.removeprefix(mark), _LOOKS.get(mark, ""))
        if i == 0 and after:
            into.append(after, "cyan dim")


def _inline(into: Text, line: str, style: str) -> None:
    at = 0
    for token in _TOKEN.finditer(line):
        into.append(line[at : token.start()], style)
        at = token.end()
        if token["bold"] is not None:
            _inline(into, token["bold"], f"{style} bold".strip())
        elif token["italic"] is not None:
            _inline(into, token["italic"], f"{style} italic".strip())
        else:
            into.append(token["plain"] or token["code"], style)
    into.append(line[at:], style)
