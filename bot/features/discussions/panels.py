"""A discussion's messages: the card in the channel, the prompt in the thread, a starter, and the end."""

from bot.core.model.article import Article
from bot.core.model.fact import Question
from bot.core.templates.contexts import PromptContext
from bot.core.templates.prompts import Prompts
from bot.core.ui.actions import ShowSource
from bot.core.ui.class_question import make_prompt, prompt_context, translated
from bot.core.ui.panels import Choice, Panel, Part
from bot.features.discussions.buttons import AskNext, CloseDiscussion, GiveStarter
from bot.features.discussions.model import Discussion

_OWN = "discussions"


def card_panel(prompts: Prompts, context: PromptContext, discussion: Discussion) -> Panel:
    """Show the channel the question, with its source beside it."""
    source = Choice(ShowSource(discussion.fact_id), "source")
    question = Part(prompts.render(_OWN, "question", context), [source], beside=True)
    return Panel(prompts.render(_OWN, "card", context), [question], prompts.render(_OWN, "card_footer", context))


def prompt_panel(prompts: Prompts, context: PromptContext, discussion: Discussion) -> Panel:
    """Show the prompt, with the buttons for those who talk and for who leads."""
    buttons = [
        Choice(ShowSource(discussion.fact_id), "source"),
        Choice(GiveStarter(discussion.id), "starter", main=True),
        Choice(AskNext(discussion.id), "ask_next"),
        Choice(CloseDiscussion(discussion.id), "close"),
    ]
    return make_prompt(prompts, context, "prompt", "talk", "prompt_footer", buttons=buttons)


def starter_panel(prompts: Prompts, article: Article, question: Question) -> Panel:
    """Show one person a way to begin an answer, with the quote to point to."""
    own = translated(prompts, question)
    stem = own.stem or prompts.label(f"starters.{own.stage}")
    context = prompt_context(article, own.model_copy(update={"stem": stem}))
    return make_prompt(prompts, context, "starter", "stem", "starter_footer", template=_OWN)


def closed_panel(prompts: Prompts, context: PromptContext | None) -> Panel:
    """Show what was asked, at the end; None: the question's article was archived."""
    if context is None:
        return Panel(prompts.render(_OWN, "closed_bare"))
    return make_prompt(prompts, context, "closed", "closed_talk", template=_OWN)
