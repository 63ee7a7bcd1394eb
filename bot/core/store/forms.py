"""What somebody typed or attached, kept until it becomes a change or a day has passed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, insert, select, update

from bot.core.store import tables as t
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
    ) -> int:
        """Keeps a form, in place of another one of that member where there is one. Returns its number."""
        async with self._store.writing() as connection:
            await connection.execute(
                self._store.insert(t.server).values(id=server_id, since=at).on_conflict_do_nothing()
            )
            took = await connection.execute(
                update(t.server)
                .where(t.server.c.id == server_id)
                .values(last_form_id=t.server.c.last_form_id + 1)
                .returning(t.server.c.last_form_id)
            )
            form_id = int(took.scalar_one())
            mine = (t.form.c.server_id == server_id, t.form.c.member_id == member_id)
            if instead is not None:
                await connection.execute(delete(t.form).where(*mine, t.form.c.id == instead))
            newest = select(t.form.c.id).where(*mine).order_by(t.form.c.id.desc()).limit(MOST_KEPT - 1)
            kept = list((await connection.execute(newest)).scalars())
            await connection.execute(delete(t.form).where(*mine, t.form.c.id.not_in(kept)))
            await connection.execute(
                insert(t.form).values(
                    server_id=server_id, id=form_id, member_id=member_id, at=at, purpose=purpose, given=given
                )
            )
            return form_id

    async def find(
        self, server_id: int, member_id: int | None, form_id: int
    ) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """The purpose of a member's form and what was typed; None where it is gone or somebody else's."""
        statement = select(t.form.c.purpose, t.form.c.given).where(
            t.form.c.server_id == server_id, t.form.c.id == form_id, t.form.c.member_id == member_id
        )
        async with self._store.reading() as connection:
            row = (await connection.execute(statement)).one_or_none()
        return None if row is None else (dict(row.purpose), dict(row.given))

    async def of_member(self, server_id: int, member_id: int) -> list[tuple[int, dict[str, Any]]]:
        """The numbers and purposes of a member's forms, the newest first."""
        statement = (
            select(t.form.c.id, t.form.c.purpose)
            .where(t.form.c.server_id == server_id, t.form.c.member_id == member_id)
            .order_by(t.form.c.id.desc())
        )
        async with self._store.reading() as connection:
            return [(row.id, dict(row.purpose)) for row in await connection.execute(statement)]

    async def drop(self, server_id: int, member_id: int | None, form_id: int | None) -> None:
        """Takes a member's form away: it became a change."""
        if form_id is None:
            return
        async with self._store.writing() as connection:
            await connection.execute(
                delete(t.form).where(
                    t.form.c.server_id == server_id, t.form.c.id == form_id, t.form.c.member_id == member_id
                )
            )

    async def drop_old(self, now: int) -> int:
        """Takes away what was never sent within a day. Returns how many."""
        async with self._store.writing() as connection:
            gone = await connection.execute(delete(t.form).where(t.form.c.at <= now - DAY))
            return int(gone.rowcount)
