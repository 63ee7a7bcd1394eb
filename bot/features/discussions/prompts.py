"""A question as a prompt for a class: its texts, cut so that they fit one message of Discord's."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.article import Article
from bot.core.model.fact import Question
from bot.core.model.translations import in_language
from bot.core.templates.paging import MESSAGE_CHARACTERS, width
from bot.core.templates.prompts import Prompts
from bot.features.discussions.contexts import PromptContext, WordsContext

THREAD_NAME_MOST = 100
# How much of each passage a prompt shows, in characters: all of it, or as much as has room.
_PASSAGE = (None, 700, 400, 200, 100, 50)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt in parts: what opens it, then the texts under that, in order."""

    heading: str
    texts: tuple[str, ...]

    @property
    def characters(self) -> int:
        """All its text, as Discord counts it."""
        return width(self.heading) + sum(width(text) for text in self.texts)


def prompt_context(
    article: Article, question: Question, group: int | None = None, *, hidden: bool = False
) -> PromptContext:
    """A question as the templates take it; ``hidden``: its quote is shown to whoever uncovers it."""
    paragraphs = tuple(sorted({passage.paragraph for passage in question.quote.passages}))
    return PromptContext(article, question, group, paragraphs, hidden)


def translated(prompts: Prompts, question: Question) -> Question:
    """The question in the language of these templates, as far as somebody wrote it in that."""
    found = in_language(question, prompts.locale)
    return found if isinstance(found, Question) else question


def make_prompt(prompts: Prompts, context: PromptContext, heading: str, *blocks: str) -> Prompt:
    """A block over the quote, the quote with its paragraphs, and blocks under it; the quote is cut as needed."""
    names = context.names()
    top = prompts.render("discuss", heading, names)
    below = [text for block in blocks if (text := prompts.render("discuss", block, names))]
    prompt = Prompt(top, ())
    for most in _PASSAGE:
        quoted = [_words(prompts, p.text, most, p.paragraph, context.hidden) for p in context.question.quote.passages]
        prompt = Prompt(top, (*quoted, *below))
        if prompt.characters <= MESSAGE_CHARACTERS:
            break
    return prompt


def _words(prompts: Prompts, text: str, most: int | None, paragraph: int, hidden: bool) -> str:
    cut = most is not None and len(text) > most
    shown = text[:most].rpartition(" ")[0] or text[:most] if cut else text
    return prompts.render("discuss", "words", WordsContext(shown, cut, paragraph, hidden).names())


def thread_name(prompts: Prompts, context: PromptContext) -> str:
    """What a question's thread is called: on one line, cut at a word so that Discord takes it."""
    line = " ".join(prompts.render("discuss", "thread", context.names()).split())
    if width(line) <= THREAD_NAME_MOST:
        return line
    while width(line) > THREAD_NAME_MOST - 1:
        line = line[:-1]
    whole = line.rpartition(" ")[0]
    line = whole if len(whole) > len(line) // 2 else line
    return f"{line.rstrip(' .,;:') or line}…"


def starter(prompts: Prompts, question: Question) -> str:
    """A way to begin an answer: the question's own, or else a neutral one for its stage."""
    return question.stem or prompts.label(f"starters.{question.stage}")
