"""For each block of the template of discussions: every form of what it may be given."""

from __future__ import annotations

from typing import Any

from bot.core.model.article import Article
from bot.core.model.fact import Question
from bot.core.packs.reading import Pack
from bot.features.discussions.contexts import NothingContext, PostedContext, WordsContext
from bot.features.discussions.prompts import prompt_context

_PROMPT = ("thread", "card", "question", "card_footer", "prompt", "talk", "prompt_footer", "starter", "stem")


def discuss_contexts(pack: Pack, article: Article) -> dict[tuple[str, str], list[Any]]:
    """For each block, what it may be given."""
    asked = [content for content in pack.facts if isinstance(content, Question)]
    bare = asked[0].model_copy(update={"follow_up": None, "stem": "x"})
    spoken = asked[0].model_copy(update={"speaker": "x"})
    prompts = [prompt_context(article, each, group) for each in (*asked, bare, spoken) for group in (None, 2)]
    shown: dict[tuple[str, str], list[Any]] = {
        ("discuss", block): prompts for block in (*_PROMPT, "starter_footer", "closed", "closed_talk")
    }
    shown["discuss", "words"] = [WordsContext("x\ny", cut, 3, cut) for cut in (True, False)]
    shown["discuss", "posted"] = [
        PostedContext(threads, repeated, left)
        for threads in ((1,), (1, 2, 3))
        for repeated in (True, False)
        for left in (0, 1, 2)
    ]
    for block in ("closed_bare", "closed_done"):
        shown["discuss", block] = [NothingContext()]
    return shown
