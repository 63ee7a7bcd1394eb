"""Examples of /wonder: somebody's own questions on their way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from bot.core.model.article import Article
from bot.core.model.errors.changes import FormGone
from bot.core.packs.reading import Pack
from bot.core.templates.contexts import Context
from bot.core.ui.codec import Action
from bot.features.wonder.asking import Asked
from bot.features.wonder.buttons import (
    WonderAbout,
    WonderAnew,
    WonderFocus,
    WonderGo,
    WonderPick,
    WonderWords,
    WonderWrite,
)
from bot.features.wonder.contexts import WonderContext, WonderParagraphContext, WonderQuestionContext, WonderSentContext
from bot.features.wonder.forms import SendQuestions, WriteQuestions
from tests.kit.samples import Contexts, Filled, Kept, Samples, alike
from tests.kit.stock import TWICE, Stock


def _kept(held: Stock) -> Sequence[Filled]:
    questions = [f"Why did {held.word} close?", f"Did {held.word} ask?"]
    return [
        (
            WriteQuestions(held.article, 0, "sort"),
            {"questions": questions, "chosen": questions[:1], "words": {}},
        )
    ]


def _buttons(held: Stock, kept: Kept) -> Sequence[Action]:
    own = kept[WriteQuestions]
    return [
        WonderFocus(held.article, 1, None),
        WonderAbout(held.article, 1, None),
        WonderGo(own, "improve", 1),
        WonderWrite(own, "write"),
        WonderPick(own, 1, 1),
        WonderWords(own),
        WonderAnew(own, 0),
        WonderAnew(own, 1),
    ]


def _contexts(_pack: Pack, article: Article) -> Contexts:
    flags = (True, False)
    around: list[Context] = [
        WonderContext(step, 1, 6, article.title, article.content_note, paragraph, "x", 2, chosen, 3, 1, pages)
        for step in ("focus", "write", "sort", "improve", "choose", "send")
        for paragraph in (0, 2)
        for chosen in (0, 1)
        for pages in (1, 2)
    ]
    return {
        **alike("wonder", around, "heading", "intro", "footer"),
        ("wonder", "anew"): [None],
        ("wonder", "paragraph"): [WonderParagraphContext(1, "x")],
        ("wonder", "question"): [
            WonderQuestionContext(1, "x", asked, chosen, hint)
            for asked in get_args(Asked)
            for chosen in flags
            for hint in flags
        ],
        ("wonder", "sent"): [
            WonderSentContext(sent, question, sentence)
            for sent in (("x",), ("x", "y"))
            for question, sentence in ((None, None), ("z", "w."))
        ],
        ("wonder", "refused"): [WonderSentContext((), "z", "w."), WonderSentContext(("x",), "z", "w.")],
    }


OWN = "one's own questions"
samples = Samples(
    commands=lambda _: {"wonder": [{}]},
    kept=_kept,
    buttons=_buttons,
    forms=lambda held: [
        (WriteQuestions(held.article, 0, "sort"), {"questions": "Why did nobody ask?"}),
        (SendQuestions(), {"words_1": TWICE}),
    ],
    open={
        "wonder": f"{OWN}, and a suggestion waits for a moderator",
        WriteQuestions: OWN,
        **dict.fromkeys(
            (WonderFocus, WonderAbout, WonderGo, WonderWrite, WonderPick, WonderWords, WonderAnew),
            f"{OWN}, and a suggestion waits for a moderator",
        ),
    },
    refusals={SendQuestions: FormGone()},  # it is never opened without questions
    contexts=_contexts,
)
