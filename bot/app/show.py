"""``show``: an answer in the terminal, as it will read on Discord."""

from __future__ import annotations

import re
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from bot.app.build import load_prompts
from bot.app.settings import Settings
from bot.core.model.article import ArticleCard
from bot.core.model.errors.reader import NoArticle
from bot.core.model.fact import Fact, Shelf
from bot.core.packs.reading import Pack, find_pack, read_pack
from bot.core.templates.paging import Item, Page
from bot.features.answers.model import Answer, make_request
from bot.features.answers.pages import answer_pages

_TOKEN = re.compile(r"\\(?P<plain>.)|\*\*(?P<bold>(?:\\.|[^\\*])+)\*\*|`(?P<code>[^`]+)`", re.DOTALL)

_LOOKS = {"-# ": "dim", "### ": "bold underline", "## ": "bold"}


def show(settings: Settings, answer: Answer, article: str | None, part: str | None, about: str | None) -> int:
    """Prints an answer from a pack. Raises a Refusal where the pack or an option is unknown."""
    prompts = load_prompts(settings)["en"]
    pack = _pack(settings, article or settings.default_pack)
    request = make_request(answer, part, about=about)
    shelf = Shelf(card=_card(pack), facts=tuple(_facts(pack)), digest="")
    quotes = {fact.id: fact.content.quote for fact in shelf.facts}
    console = Console(highlight=False)
    for page in answer_pages(prompts, request, shelf):
        console.print(_panel(page, {i: q.passages[0].paragraph for i, q in quotes.items()}))
    return 0


def _pack(settings: Settings, wanted: str) -> Pack:
    if not wanted:
        raise NoArticle
    folder = Path(wanted)
    if not (folder / "article.md").is_file():
        folder = find_pack(settings.seeds, wanted)
    pack, problems = read_pack(folder)
    if pack is None:
        raise problems[0].error
    return pack


def _card(pack: Pack) -> ArticleCard:
    return ArticleCard(
        id=1,
        slug=pack.slug,
        current=True,
        **pack.article.model_dump(exclude={"body", "remarks"}),
    )


def _facts(pack: Pack) -> list[Fact]:
    return [Fact(id=i, article_id=1, state="published", content=content) for i, content in enumerate(pack.facts, 1)]


def _panel(page: Page, paragraphs: dict[int, int]) -> Panel:
    text = Text()
    group = ""
    _add(text, page.heading)
    for item in page.items:
        if item.group != group:
            _add(text, item.group)
        group = item.group
        _add(text, item.text, _source(item, paragraphs))
    _add(text, page.footer)
    return Panel(Padding(text, (0, 1)), border_style="blue", width=min(88, Console().width))


def _source(item: Item, paragraphs: dict[int, int]) -> str:
    return f"  [Source: ¶ {paragraphs[item.fact_id]}]" if item.fact_id in paragraphs else ""


def _add(into: Text, markdown: str, after: str = "") -> None:
    """Adds a block of Discord's Markdown, as far as the templates use it."""
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
        else:
            into.append(token["plain"] or token["code"], style)
    into.append(line[at:], style)
