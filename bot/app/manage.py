"""``import``, ``export``, ``facts add``, ``history`` and ``erase``: curating from the command line.

They go through the library like everybody else, while the bot runs too: it notices within a second.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.app.build import build_library
from bot.app.check import problem_line
from bot.app.settings import Settings, built_in
from bot.core.model.changes import Entry
from bot.core.model.errors.changes import NothingToChange
from bot.core.model.fact import KINDS
from bot.core.model.fact_fields import FIELDS
from bot.core.model.people import OPERATOR
from bot.core.packs.reading import Pack, Problem, find_pack, read_pack
from bot.core.packs.writing import write_pack
from bot.core.packs.zipping import read_upload, zip_pack
from bot.core.rules.library import Library
from bot.core.templates.differences import entry_changes, said
from bot.core.templates.prompts import Prompts
from bot.features.articles.importing import Plan

_LINES = 50


@asynccontextmanager
async def _open(settings: Settings) -> AsyncIterator[Library]:
    library = build_library(settings)
    await library.store.open()
    try:
        yield library
    finally:
        await library.store.close()


def _run(settings: Settings, work: Callable[[Library, Prompts], Awaitable[int]]) -> int:
    prompts = Prompts([built_in("prompts")])

    async def go() -> int:
        async with _open(settings) as library:
            return await work(library, prompts)

    return asyncio.run(go())


def import_pack(settings: Settings, pack_name: str, server_id: int, *, dry_run: bool) -> int:
    """Imports a pack, or only says what that would change. Returns 1 where the pack has mistakes, else 0."""
    pack, problems = _read(settings, pack_name)

    async def work(library: Library, prompts: Prompts) -> int:
        if pack is None or problems:
            for problem in problems:
                print(problem_line(prompts, problem))
            return 1
        plan = await library.packs.plan(server_id, OPERATOR, pack)
        _print_plan(plan)
        if dry_run or plan.nothing:
            return 0
        try:
            done = await library.packs.apply(server_id, OPERATOR, pack, plan.mark)
        except NothingToChange:  # somebody else was quicker with the very same
            return 0
        print(f"imported as {done.article.slug}, change {done.entry.id}")
        return 0

    return _run(settings, work)


def _read(settings: Settings, name: str) -> tuple[Pack | None, list[Problem]]:
    path = Path(name)
    if path.is_file():
        return read_upload(path.name, path.read_bytes())
    if not (path / "article.md").is_file():
        path = find_pack(settings.seeds, name)
    return read_pack(path)


def _print_plan(plan: Plan) -> None:
    if plan.nothing:
        print("nothing to import: the server has all of it")
        return
    if plan.article is None:
        print(f"a new article with {len(plan.added)} facts: {plan.pack.article.title}")
        return
    print(f"into: {plan.article.article.title}")
    for name in plan.details:
        print(f"  ± {name}")
    if plan.body:
        print("  ± the text")
    for content in plan.added:
        print(f"  + {content.kind}: {said(content)}")
    for _, after in plan.changed:
        print(f"  ± {after.content.kind}: {said(after.content)}")
    for _, after in plan.restored:
        print(f"  + {after.content.kind}, restored: {said(after.content)}")
    for fact in plan.retired:
        print(f"  - {fact.content.kind}: {said(fact.content)}")
    print(f"  {plan.same} as they are{', in another order' if plan.reordered else ''}")


def export_pack(settings: Settings, article: str, server_id: int, to: Path | None) -> int:
    """Writes an article with its published facts: as a folder, or as a file that ends in ``.zip``."""

    async def work(library: Library, _prompts: Prompts) -> int:
        await library.servers.require_known(server_id)
        article_id = await library.find_article(server_id, article, archived=True)
        pack = await library.packs.export(server_id, OPERATOR, article_id)
        target = to or Path(pack.slug)
        if target.suffix == ".zip":
            target.write_bytes(zip_pack(pack))
        else:
            target.mkdir(parents=True, exist_ok=True)
            for name, content in write_pack(pack).items():
                (target / name).write_bytes(content)
        print(f"wrote {target}: {len(pack.facts)} facts")
        return 0

    return _run(settings, work)


def add_fact(settings: Settings, server_id: int, kind: str, article: str | None, given: Mapping[str, object]) -> int:
    """Adds a fact and publishes it. Raises a Refusal that says what is wrong with it."""
    known = KINDS[KINDS.index(kind)]
    fields = {name: value for name, value in given.items() if value is not None and name in (*FIELDS[known], "place")}

    async def work(library: Library, _prompts: Prompts) -> int:
        await library.servers.require_known(server_id)
        if article is None:
            article_id = await library.current(server_id, None)
        else:
            article_id = await library.find_article(server_id, article)
        done = await library.facts.add(server_id, OPERATOR, known, article_id, fields)
        print(f"added fact {done.fact.id}: {said(done.fact.content)}")
        return 0

    return _run(settings, work)


def print_history(settings: Settings, server_id: int, most: int) -> int:
    """Prints a server's latest changes, newest first."""

    async def work(library: Library, prompts: Prompts) -> int:
        await library.servers.require_known(server_id)
        entries, total, _ = await library.history.page(server_id, OPERATOR, fact_id=None, offset=0, limit=most)
        for entry in entries:
            content = await library.content_of(entry)
            title = entry.detail.get("title") or ""
            print(_line(prompts, entry, said(content) if content else title))
        if total > len(entries):
            print(f"… {total - len(entries)} more; see --most")
        return 0

    return _run(settings, work)


def _line(prompts: Prompts, entry: Entry, text: str) -> str:
    when = datetime.fromtimestamp(entry.at, UTC).strftime("%Y-%m-%d %H:%M")
    who = prompts.label(f"roles.{entry.role}")
    lines = [f"{entry.id}  {when}  {prompts.label(f'actions.{entry.action}')}, by {who}: {' '.join(text.split())}"]
    for change in entry_changes(entry)[:8]:
        lines.append(f"      {change.name}: {_short(change.before)} -> {_short(change.after)}")
    return "\n".join(lines)


def _short(text: str | None) -> str:
    line = "-" if text is None else " ".join(text.split())
    return line if len(line) <= _LINES else line[: _LINES - 1] + "…"


def erase_server(settings: Settings, server_id: int) -> int:
    """Erases all that a server has. Raises NoServer."""

    async def work(library: Library, _prompts: Prompts) -> int:
        counts = await library.servers.erase(server_id)
        told = ", ".join(f"{count} {name}" for name, count in counts.items())
        print(f"erased server {server_id}: {told} rows")
        return 0

    return _run(settings, work)
