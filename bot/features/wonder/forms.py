"""The forms of /wonder: the list of questions, and the words of the article for each chosen one."""

from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord.ui import Label, Modal, TextInput

from bot.core.model.fact import QUOTE_MOST
from bot.core.templates.prompts import Prompts
from bot.core.ui.codec import Number
from bot.core.ui.forms import FIELD_MOST, field, new_form
from bot.core.ui.kept_forms import Purpose
from bot.features.wonder.buttons import WonderStep

LIST_FIELD = "questions"
_DESCRIPTION_MOST = 100


class WriteQuestions(Purpose, code="wonder"):
    """A student's own questions, as a list. ``paragraph`` 0: about the whole article; ``step``: what is shown next."""

    article_id: Number
    paragraph: Number
    step: WonderStep


class SendQuestions(Purpose, code="words"):
    """The words of the article that a student's chosen questions come from."""


def words_field(number: int) -> str:
    """Name the field for the words of a chosen question; they count from 1."""
    return f"words_{number}"


def list_form(prompts: Prompts, purpose: WriteQuestions, questions: Sequence[str]) -> Modal:
    """Make the form with the list, one question a line."""
    component: TextInput[Any] = TextInput(
        custom_id=LIST_FIELD,
        style=discord.TextStyle.paragraph,
        placeholder=prompts.label("fields.questions.placeholder"),
        default="\n".join(questions)[:FIELD_MOST] or None,
        max_length=FIELD_MOST,
    )
    title = "wonder_improve" if purpose.step == "improve" else "wonder_write"
    return new_form(prompts, purpose, title, field(prompts, LIST_FIELD, component))


def words_form(
    prompts: Prompts, purpose: SendQuestions, questions: Sequence[str], given: Mapping[str, str], passage: str
) -> Modal:
    """Make the form for the words of the article, a field for each chosen question.

    A field shows what was typed before, or else the passage in focus, to be cut down, where it is short enough.
    """
    fields = []
    for number, question in enumerate(questions, 1):
        before = given.get(question) or (passage if len(passage) <= QUOTE_MOST else "")
        component: TextInput[Any] = TextInput(
            custom_id=words_field(number),
            style=discord.TextStyle.paragraph,
            default=before or None,
            max_length=max(QUOTE_MOST, len(before)),
        )
        label = prompts.label("fields.words.label").format(number)
        fields.append(Label(text=label, description=_short(question), component=component))
    return new_form(prompts, purpose, "wonder_words", *fields)


def _short(text: str) -> str:
    """Cut a text to a description: 100 of the larger of Discord's two ways to count."""
    cut = text
    while len(cut.encode("utf-16-le")) // 2 > _DESCRIPTION_MOST - (cut is not text):
        cut = cut[: min(len(cut) - 1, _DESCRIPTION_MOST - 1)]
    return cut if cut == text else cut.rstrip() + "…"
