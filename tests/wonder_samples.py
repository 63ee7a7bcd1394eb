"""For each block of the template of /wonder: every form of what it may be given."""

from __future__ import annotations

from typing import Any

from bot.core.model.article import Article
from bot.features.wonder.contexts import (
    WonderContext,
    WonderParagraphContext,
    WonderQuestionContext,
    WonderSentContext,
)


def wonder_contexts(article: Article) -> dict[tuple[str, str], list[Any]]:
    """For each block of the template, what it may be given."""
    flags = (True, False)
    shown: dict[tuple[str, str], list[Any]] = {}
    around = [
        WonderContext(step, 1, 6, article.title, article.content_note, paragraph, "x", 2, chosen, 3, 1, pages)
        for step in ("focus", "write", "sort", "improve", "choose", "send")
        for paragraph in (0, 2)
        for chosen in (0, 1)
        for pages in (1, 2)
    ]
    for block in ("heading", "intro", "footer", "anew"):
        shown["wonder", block] = around
    shown["wonder", "paragraph"] = [WonderParagraphContext(1, "x")]
    shown["wonder", "question"] = [
        WonderQuestionContext(1, "x", closed, chosen, hint) for closed in flags for chosen in flags for hint in flags
    ]
    shown["wonder", "sent"] = [
        WonderSentContext(sent, question, sentence)
        for sent in (("x",), ("x", "y"))
        for question, sentence in ((None, None), ("z", "w."))
    ]
    shown["wonder", "refused"] = [WonderSentContext((), "z", "w."), WonderSentContext(("x",), "z", "w.")]
    return shown
