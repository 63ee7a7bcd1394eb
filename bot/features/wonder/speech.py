"""In which languages somebody who wonders reads and writes."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.core.templates.prompts import Prompts
from bot.core.ui.request import Request


@dataclass(frozen=True)
class Speech:
    """The templates of whoever reads, and the words that closed questions begin with in their languages."""

    prompts: Prompts
    closed: Collection[str]
    leading: Collection[str]


async def speech_of(request: Request) -> Speech:
    """Return the person's own language, which they read, with that of the class, in which they may write too."""
    languages = (request.prompts, await request.class_prompts())

    def words(name: str) -> set[str]:
        return {word for prompts in languages for word in prompts.label(f"question_words.{name}").split()}

    return Speech(request.prompts, words("closed"), words("leading"))
