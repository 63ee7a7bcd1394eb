"""A question for the class as a message: its texts, with its quote cut so that they fit one message of Discord's."""

from collections.abc import Sequence

from bot.core.model.article import Article
from bot.core.model.fact import Passage, Question
from bot.core.model.translations import in_language
from bot.core.templates.contexts import PromptContext, WordsContext
from bot.core.templates.limits import MESSAGE_CHARACTERS
from bot.core.templates.prompts import Prompts
from bot.core.ui.panels import Choice, Panel, Part

TEMPLATE = "question"
# How much of each passage is shown, in characters: all of it, or as much as has room.
_PASSAGE = (None, 700, 400, 200, 100, 50)


def prompt_context(
    article: Article, question: Question, group: int | None = None, *, hidden: bool = False
) -> PromptContext:
    """Make what the templates are given; ``hidden``: the quote is covered until somebody uncovers it."""
    paragraphs = tuple(sorted({passage.paragraph for passage in question.quote.passages}))
    return PromptContext(article, question, group, paragraphs, hidden)


def translated(prompts: Prompts, question: Question) -> Question:
    """Put a question into the language of these templates, as far as somebody wrote it in that."""
    found = in_language(question, prompts.locale)
    return found if isinstance(found, Question) else question


def make_prompt(
    prompts: Prompts,
    context: PromptContext,
    heading: str,
    *blocks: str,
    template: str = TEMPLATE,
    buttons: Sequence[Choice] = (),
) -> Panel:
    """Show a block over the quote, the quote with its paragraphs, and blocks under it; the quote is cut as needed.

    ``template`` has these blocks; how a quote is shown is the same for all.
    """
    top = prompts.render(template, heading, context)
    below = [Part(text) for block in blocks if (text := prompts.render(template, block, context))]
    panel = Panel(top)
    for most in _PASSAGE:
        quoted = [Part(_words(prompts, passage, most, context.hidden)) for passage in context.question.quote.passages]
        panel = Panel(top, [*quoted, *below], buttons=buttons)
        if panel.characters <= MESSAGE_CHARACTERS:
            break
    return panel


def _words(prompts: Prompts, passage: Passage, most: int | None, hidden: bool) -> str:
    text = passage.text
    cut = most is not None and len(text) > most
    shown = text[:most].rpartition(" ")[0] or text[:most] if cut else text
    return prompts.render(TEMPLATE, "words", WordsContext(shown, cut, passage.paragraph, hidden))
