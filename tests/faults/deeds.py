"""Everything that somebody can do with the bot, and what is there before and after."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

import simcord
from sqlalchemy import insert, text

from bot.core.store.metadata import metadata
from bot.core.store.store import Store
from bot.core.ui.buttons import custom_id
from tests.kit.classroom import walk
from tests.kit.samples import every_button, every_command, every_form, keep_forms
from tests.kit.stock import Stock, send
from tests.kit.stores import every_row

Rows = dict[str, list[dict[str, Any]]]
Do = Callable[[], Awaitable[simcord.InteractionResult]]
# What is different each time: Discord's numbers, keys, and what is made with them.
_CHANCE = {"key", "mark", "message_id", "panel_id", "thread_id", "message"}


@dataclass(frozen=True)
class Deed:
    """One thing that somebody does. ``prepare`` makes it ready and returns it."""

    name: str
    prepare: Callable[[], Awaitable[Do]]


async def every_deed(held: Stock, head: simcord.MemberActor) -> list[Deed]:
    """Everything that somebody can do who may do all, in a fixed order."""
    kept = await keep_forms(held, head.id)
    return [*_commands(held, head), *_buttons(held, head, kept), *_forms(held, head)]


def _commands(held: Stock, head: simcord.MemberActor) -> Iterator[Deed]:
    for name, many in every_command(held).items():
        for i, options in enumerate(many):

            async def prepare(name: str = name, options: Any = options) -> Do:
                return lambda: held.room.ask(name, by=head, **options)

            yield Deed(f"/{name} {i}", prepare)


def _buttons(held: Stock, head: simcord.MemberActor, kept: Any) -> Iterator[Deed]:
    for kind, many in every_button(held, kept).items():
        for i, action in enumerate(many):

            async def prepare(code: str = custom_id(action)) -> Do:
                message = await held.room.post_button(code)
                return lambda: head.click(message, custom_id=code)

            yield Deed(f"{kind.__name__} {i}", prepare)


def _forms(held: Stock, head: simcord.MemberActor) -> Iterator[Deed]:
    for kind, many in every_form(held).items():
        for i, (purpose, fields) in enumerate(many):

            async def prepare(purpose: Any = purpose, fields: Any = fields) -> Do:
                return lambda: send(held.room, head, purpose, fields)

            yield Deed(f"{kind.__name__} form {i}", prepare)


async def put_back(store: Store, rows: Rows) -> None:
    """Has the database hold these rows and no others, counters too."""
    async with store.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            await connection.execute(table.delete())
        await connection.execute(text("DELETE FROM sqlite_sequence"))
        for table in metadata.sorted_tables:
            if rows[table.name]:
                await connection.execute(insert(table), rows[table.name])


async def stands(store: Store) -> Rows:
    """What the database holds, without what chance decides, and what nobody asked for."""
    rows = await every_row(store)
    bare = {name: [_bare(row) for row in table] for name, table in rows.items() if name not in ("counter", "note")}
    for table in bare.values():
        table.sort(key=repr)
    return bare


def _bare(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value is not None if name in _CHANCE else value for name, value in row.items()}


def said(result: simcord.InteractionResult) -> str:
    """What the person reads, in whatever came."""
    messages = [message for message in (result.response, *result.followups) if message is not None]
    whole = "\n".join(c["content"] for m in messages for c in walk(m.components) if c["type"] == 10)
    return re.sub(r"\d{15,}", "#", whole)  # Discord's numbers of threads and messages
