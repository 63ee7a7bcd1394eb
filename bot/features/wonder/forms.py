"""The forms of /wonder: the list of questions, and the words of the article for each chosen one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import discord
from discord.ui import Label, Modal, TextInput

from bot.core.model.quote import QUOTE_MOST
from bot.core.templates.prompts import Prompts
from bot.core.ui.forms import FIELD_MOST
from bot.core.ui.purposes import FORM_PREFIX, SendQuestions, WriteQuestions, purpose_text

LIST_FIELD = "questions"
_DESCRIPTION_MOST = 100


def words_field(number: int) -> str:
    """The name of the field for the words of a chosen question; they count from 1."""
    return f"words_{number}"


def list_form(prompts: Prompts, purpose: WriteQuestions, questions: Sequence[str]) -> Modal:
    """The form with the list, one question a line."""
    title = "wonder_improve" if purpose.step == "improve" else "wonder_write"
    modal = Modal(title=prompts.label(f"forms.{title}"), custom_id=FORM_PREFIX + purpose_text(purpose))
    component: TextInput[Modal] = TextInput(
        custom_id=LIST_FIELD,
        style=discord.TextStyle.paragraph,
        placeholder=prompts.label("fields.questions.placeholder"),
        default="\n".join(questions)[:FIELD_MOST] or None,
        max_length=FIELD_MOST,
    )
    modal.add_item(
        Label(
            text=prompts.label("fields.questions.label"),
            description=prompts.label("fields.questions.description"),
            component=component,
        )
    )
    modal.stop()
    return modal


def words_form(
    prompts: Prompts, purpose: SendQuestions, questions: Sequence[str], given: Mapping[str, str], passage: str
) -> Modal:
    """The form for the words of the article, a field for each chosen question.

    A field shows what was typed before, or else the passage in focus, to be cut down, where it is short enough.
    """
    modal = Modal(title=prompts.label("forms.wonder_words"), custom_id=FORM_PREFIX + purpose_text(purpose))
    for number, question in enumerate(questions, 1):
        before = given.get(question) or (passage if len(passage) <= QUOTE_MOST else "")
        component: TextInput[Modal] = TextInput(
            custom_id=words_field(number),
            style=discord.TextStyle.paragraph,
            default=before or None,
            max_length=max(QUOTE_MOST, len(before)),
        )
        label = prompts.label("fields.words.label").format(number)
        modal.add_item(Label(text=label, description=_short(question), component=component))
    modal.stop()
    return modal


def _short(text: str) -> str:
    """The text as a description: 100 of the larger of Discord's two ways to count."""
    cut = text
    while len(cut.encode("utf-16-le")) // 2 > _DESCRIPTION_MOST - (cut is not text):
        cut = cut[: min(len(cut) - 1, _DESCRIPTION_MOST - 1)]
    return cut if cut == text else cut.rstrip() + "…"
