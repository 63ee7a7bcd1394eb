"""In which languages somebody who wonders reads and writes."""

from dataclasses import dataclass

from bot.core.templates.prompts import Prompts
from bot.core.ui.request import Request
from bot.features.wonder.asking import QuestionWords


@dataclass(frozen=True)
class Speech:
    """The templates of whoever reads, and the words that tell questions in their languages."""

    prompts: Prompts
    words: QuestionWords


async def speech_of(request: Request) -> Speech:
    """Return the person's own language, which they read, with that of the class, in which they may write too."""
    own, of_class = (QuestionWords.of(prompts.label) for prompts in (request.prompts, await request.class_prompts()))
    return Speech(request.prompts, own | of_class)
