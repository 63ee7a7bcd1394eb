"""What somebody typed or attached, kept until it becomes a change or a day has passed."""

from typing import Any

from sqlalchemy import delete, insert, select

from bot.core.store import tables as t
from bot.core.store.rows import add_missing, row_is, take_away, take_numbers
from bot.core.store.store import Store

DAY = 86_400
MOST_KEPT = 20
"""How many forms one member has at most; the oldest goes first."""


class Forms:
    """Forms of members. Nobody but the member who filled one in is ever given it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def keep(
        self,
        server_id: int,
        member_id: int,
        purpose: dict[str, Any],
        given: dict[str, Any],
        at: int,
        instead: int | None = None,
        asked: bool = True,
    ) -> int:
        """Keep a form, in place of another one of that member where there is one. Returns its number.

        ``asked`` False: that is nothing that somebody asked for.
        """
        async with self._store.writing(asked=asked) as connection:
            await add_missing(connection, t.server, id=server_id, since=at)
            form_id = await take_numbers(connection, "form")
            mine = row_is(t.form, server_id=server_id, member_id=member_id)
            if instead is not None:
                await take_away(connection, delete(t.form).where(mine, t.form.c.id == instead))
            newest = select(t.form.c.id).where(mine).order_by(t.form.c.id.desc()).limit(MOST_KEPT - 1)
            kept = list(await connection.scalars(newest))
            await take_away(connection, delete(t.form).where(mine, t.form.c.id.not_in(kept)))
            whole = {"server_id": server_id, "id": form_id, "member_id": member_id, "at": at}
            await connection.execute(insert(t.form).values(**whole, purpose=purpose, given=given))
            return form_id

    async def find(
        self, server_id: int, member_id: int | None, form_id: int
    ) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """Find the purpose of a member's form and what was typed; None where it is gone or somebody else's."""
        mine = row_is(t.form, server_id=server_id, id=form_id, member_id=member_id)
        row = await self._store.row(select(t.form.c.purpose, t.form.c.given).where(mine))
        return None if row is None else (dict(row.purpose), dict(row.given))

    async def of_member(self, server_id: int, member_id: int) -> list[tuple[int, dict[str, Any]]]:
        """Return the numbers and purposes of a member's forms, the newest first."""
        statement = (
            select(t.form.c.id, t.form.c.purpose)
            .where(row_is(t.form, server_id=server_id, member_id=member_id))
            .order_by(t.form.c.id.desc())
        )
        return [(row.id, dict(row.purpose)) for row in await self._store.rows(statement)]

    async def drop(self, server_id: int, member_id: int | None, form_id: int | None, *, asked: bool = True) -> None:
        """Take a member's form away. ``asked`` False: that is nothing that somebody asked for."""
        if form_id is not None:
            mine = row_is(t.form, server_id=server_id, id=form_id, member_id=member_id)
            await self._store.take_away(delete(t.form).where(mine), asked=asked)

    async def drop_all(self, server_id: int, member_id: int) -> int:
        """Take away all that is kept of a member: they asked to be forgotten. Returns how many forms."""
        mine = row_is(t.form, server_id=server_id, member_id=member_id)
        return await self._store.take_away(delete(t.form).where(mine))

    async def drop_old(self, now: int) -> int:
        """Take away what was never sent within a day. Returns how many."""
        return await self._store.take_away(delete(t.form).where(t.form.c.at <= now - DAY))
