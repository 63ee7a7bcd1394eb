"""Facts as moderators see them, in every state and changed by everybody there is: for the contexts of templates."""

from __future__ import annotations

from bot.core.model.changes import FactRecord, FactRow
from bot.core.model.fact import State
from bot.core.model.people import Role
from bot.core.packs.reading import Pack
from bot.core.templates.contexts import FieldChange

STATES: tuple[State, ...] = ("draft", "published", "retired")
ROLES: tuple[tuple[Role | None, int | None], ...] = (
    ("moderator", 1),
    ("moderator", None),
    ("student", None),
    (None, None),
)
CHANGES = [FieldChange("text", None, "x"), FieldChange("quote", "x", None)] * 4


def records(pack: Pack) -> list[FactRecord]:
    """Every fact of a pack in every state, changed by everybody there is."""
    return [
        FactRecord(
            fact=FactRow(id=1, article_id=1, state=state, position=0, content=content, changed=1, written=1),
            at=None if role is None else 1,
            role=role,
            member_id=member,
            suggested=state == "draft",
        )
        for content in pack.facts
        for state in STATES
        for role, member in ROLES
    ]
