"""``handout``: the sheet for class from the command line, about an article of a server and in its language."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.app.build import build_library, load_prompts
from bot.app.settings import Settings
from bot.core.model.article_fields import slugify
from bot.core.model.errors.operator import ExtraMissing
from bot.core.model.fact import Shelf
from bot.core.rules.library import Library
from bot.core.templates.escaping import plain
from bot.features.handout.model import handout_markdown, make_handout
from bot.features.handout.paper import handout_pdf


def write_handout(settings: Settings, article: str, server_id: int, to: Path | None) -> int:
    """Writes the sheet: into a folder in both formats, or as a file that ends in ``.pdf`` or ``.md``.

    Raises a Refusal where there is no such article, or nothing about it; ExtraMissing where only a PDF is wanted and
    can't be made.
    """
    shelf, language = asyncio.run(_read(build_library(settings), article, server_id))
    spoken = load_prompts(settings)
    prompts = spoken.get(language) or spoken.get(language[:2]) or spoken["en"]
    handout = make_handout(shelf)
    target = to or Path()
    if target.suffix in (".pdf", ".md"):
        make = handout_pdf if target.suffix == ".pdf" else handout_markdown
        _write(target, make(prompts, handout))
        return 0
    name = f"{slugify(shelf.card.slug)}-handout"
    _write(target / f"{name}.md", handout_markdown(prompts, handout))
    try:
        _write(target / f"{name}.pdf", handout_pdf(prompts, handout))
    except ExtraMissing as missing:
        print(f"no PDF: {plain(prompts.sentence(missing))}")
    return 0


async def _read(library: Library, article: str, server_id: int) -> tuple[Shelf, str]:
    """An article with its published facts, and the language of the server."""
    await library.store.open()
    try:
        await library.servers.require_known(server_id)
        shelf = await library.shelf(server_id, await library.find_article(server_id, article))
        return shelf, (await library.settings(server_id)).language or "en"
    finally:
        await library.store.close()


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    print(f"wrote {path}")
