"""Forms that arrive: found by their ``custom_id``, so that one that was open over a restart is not lost."""

from __future__ import annotations

from typing import Any

from bot.core.model.errors.reader import CommandChanged
from bot.core.ui.form_sending import send_form
from bot.core.ui.forms import values_of
from bot.core.ui.purposes import FORM_PREFIX, SendQuestions, WriteQuestions, read_purpose
from bot.core.ui.request import Interaction, Replies
from bot.features.wonder.sending import send_questions, write_questions


def is_form(interaction: Interaction) -> bool:
    """Whether a form of ours was sent."""
    data: dict[str, Any] = dict(interaction.data or {})
    return str(data.get("custom_id", "")).startswith(FORM_PREFIX) and "components" in data


async def submit(replies: Replies, interaction: Interaction) -> None:
    """Does what a form asks for. Raises CommandChanged for a form that this version doesn't know."""
    data: dict[str, Any] = dict(interaction.data or {})
    purpose = read_purpose(str(data["custom_id"]).removeprefix(FORM_PREFIX))
    if purpose is None:
        raise CommandChanged
    given = values_of(data["components"])
    match purpose:
        case WriteQuestions():
            await write_questions(replies, interaction, purpose, given)
        case SendQuestions(kept):
            await send_questions(replies, interaction, kept, given)
        case _:
            await send_form(replies, interaction, purpose, given)
