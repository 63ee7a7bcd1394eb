"""What the tests of the moderators' and the students' commands share: forms, pages and the people who fill them in."""

from __future__ import annotations

from typing import Any

import discord
import simcord

from bot.app.client import TalkingPoints
from bot.core.model.fact import Kind
from bot.core.rules.desk import Desk
from bot.core.store.engine import parse_url
from bot.core.store.store import Store
from tests.kit.classroom import Classroom, ResponseMessage, answer_of, labels, text_of, walk
from tests.kit.stores import desk_on, every_row

AGAIN = "Open the form again"
TYPED: dict[Kind, dict[str, Any]] = {
    "summary": {
        "text": "Informants are one of the sources.",
        "quote": "drug intelligence gathered from informants",
        "length": ["full"],
    },
    "figure": {
        "value": "100 days",
        "counts": "until results are due",
        "as_of": "as promised",
        "speaker": "Calderón",
        "quote": "results in 100 days",
    },
    "person": {
        "name": "Advisers of two agencies",
        "role": "advisers",
        "text": "trained the graduates",
        "quote": "trained by FBI and DEA advisers",
    },
    "question": {
        "text": "Who would notice a success?",
        "stage": ["closing"],
        "stem": "Success would show in …",
        "follow_up": "And who would notice a failure?",
        "quote": "It’ll be interesting to see how effective the US help will turn out to be.",
    },
}
"""For each kind what a form takes; the built-in article has the quotes, and none of these facts."""
SHOWN: dict[Kind, tuple[str, dict[str, Any], str]] = {
    "summary": ("summary", {}, "Informants are one of the sources."),
    "figure": ("figures", {"about": "until results"}, "until results are due"),
    "person": ("figures", {"about": "two agencies"}, "trained the graduates"),
    "question": ("questions", {"stage": "closing"}, "Who would notice a success?"),
}
"""For each kind the command that answers with it, its options, and words of the fact in the answer."""


def form_of(result: simcord.InteractionResult) -> dict[str, Any]:
    """The form that was opened, held to Discord's limits."""
    modal = result.modal
    assert modal is not None, f"no form, but: {text_of(answer_of(result))}"
    form: dict[str, Any] = dict(modal)
    assert 1 <= len(form["title"]) <= 45
    assert 1 <= len(form["custom_id"]) <= 100
    assert 1 <= len(form["components"]) <= 5
    for row in form["components"]:
        field = row["component"]
        assert 1 <= len(row["label"]) <= 45
        assert 1 <= len(row["description"]) <= 100
        assert len(field.get("value") or "") <= field.get("max_length", 4_000) <= 4_000
        assert all(1 <= len(option["label"]) <= 100 for option in field.get("options", ()))
    return form


def fields_of(result: simcord.InteractionResult) -> dict[str, dict[str, Any]]:
    """The fields of the form that was opened, by name."""
    return {row["component"]["custom_id"]: row["component"] for row in form_of(result)["components"]}


def values_of(result: simcord.InteractionResult) -> dict[str, Any]:
    """What the fields of a form show when it opens: texts, and the values that are chosen in a list."""
    found: dict[str, Any] = {}
    for name, field in fields_of(result).items():
        if field["type"] == 4:
            found[name] = field.get("value") or ""
        elif field["type"] == 3:
            found[name] = [o["value"] for o in field["options"] if o.get("default")]
        else:
            found[name] = [int(default["id"]) for default in field.get("default_values", ())]
    return found


async def every_page(room: Classroom, command: str, **options: Any) -> str:
    """All pages of an answer, as the student turns them."""
    answer = await room.type(command, **options)
    pages = [text_of(answer)]
    while "Next ›" in labels(answer):
        await room.press(answer, "Next ›")
        pages.append(text_of(answer))
    return "\n".join(pages)


async def source_of(room: Classroom, message: ResponseMessage, words: str) -> str:
    """What Source shows beside the line that has these words."""
    for part in walk(message.components):
        if part["type"] == 9 and any(words in text["content"] for text in part["components"]):
            result = await room.student.click(message, custom_id=part["accessory"]["custom_id"])
            return text_of(answer_of(result))
    raise AssertionError(f"no line with {words!r} in:\n{text_of(message)}")


def second_moderator(room: Classroom) -> simcord.MemberActor:
    """One more person with Manage Messages."""
    role = room.server.create_role("Assistants", permissions=discord.Permissions(manage_messages=True))
    return room.server.add_member(room.env.create_user("assistant"), roles=[role])


def manager(room: Classroom) -> simcord.MemberActor:
    """A person with Manage Server and nothing else."""
    role = room.server.create_role("Office", permissions=discord.Permissions(manage_guild=True))
    return room.server.add_member(room.env.create_user("office"), roles=[role])


async def restart(room: Classroom, bot: TalkingPoints) -> None:
    """The bot ends, and another process takes over its database."""
    store = room.desk.store
    await room.env.restart_bot(bot)
    await store.close()


def another_process(room: Classroom) -> Desk:
    """A desk of its own on the same database, as the command line has; its store is not open yet."""
    return desk_on(Store(parse_url(str(room.desk.store.url))), now=lambda: 1_767_225_700)


async def stored(room: Classroom, *tables: str) -> dict[str, list[dict[str, Any]]]:
    """What the database holds, by table; of these tables, or of all."""
    rows = await every_row(room.desk.store)
    return {name: rows[name] for name in tables or rows}


async def suggest(room: Classroom, kind: Kind, by: simcord.MemberActor | None = None, **fields: Any) -> ResponseMessage:
    """What a student reads who suggested a fact."""
    who = by or room.student
    shown = await room.ask("suggest", by=who, kind=kind)
    return await room.fill(shown, by=who, **(TYPED[kind] | fields))
