"""Examples of discussions: one that is open, and a question that was not asked yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from bot.core.model.article import Article
from bot.core.model.errors.reader import WhyRefused
from bot.core.packs.reading import Pack
from bot.core.ui.codec import Action
from bot.features.discussions.buttons import AskNext, CloseDiscussion, GiveStarter
from bot.features.discussions.contexts import PostedContext, UnarchivedContext
from bot.features.discussions.posting import post_question
from bot.features.discussions.rules import DiscussionRules
from bot.features.facts.rules import FactRules
from tests.kit.core_samples import prompt_contexts
from tests.kit.samples import Contexts, Hidden, Kept, Samples, alike
from tests.kit.stock import Stock


@dataclass(frozen=True)
class Discussions:
    """A discussion that is open."""

    discussion: int


async def _stock(held: Stock) -> None:
    """Has a question posted with its thread, and writes one more for later."""
    question = await held.desk.get(DiscussionRules).question(held.server, held.question)
    later = {"text": "Who decided?", "quote": question.content.quote.text}
    await held.desk.get(FactRules).add(held.server, held.teacher, "question", held.article, later)
    posted = await post_question(held.room.bot, held.server, held.room.channel.id, question)
    assert posted is not None
    held.put(Discussions(posted.id))


def _buttons(held: Stock, _kept: Kept) -> Sequence[Action]:
    number = held.get(Discussions).discussion
    return GiveStarter(number), AskNext(number), CloseDiscussion(number)


def _contexts(pack: Pack, article: Article) -> Contexts:
    prompts = prompt_contexts(pack, article)
    own = (
        "thread",
        "card",
        "question",
        "card_footer",
        "starter",
        "stem",
        "starter_footer",
        "closed",
        "closed_talk",
    )
    return {
        **alike("discussions", prompts, *own),
        ("discussions", "posted"): [
            PostedContext(threads, repeated, left, failed)
            for threads in ((1,), (1, 2, 3))
            for repeated in (True, False)
            for left in (0, 1, 2)
            for failed in (None, "It failed.")
        ],
        ("discussions", "closed_bare"): [None],
        ("discussions", "closed_done"): [None],
        ("discussions", "closed_gone"): [None],
        ("discussions", "closed_open"): [UnarchivedContext(why) for why in get_args(WhyRefused)],
    }


samples = Samples(
    stock=_stock,
    commands=lambda held: {
        "discuss": [
            {},
            {"article": str(held.second), "groups": 2},
            {"question": str(held.question), "where": held.room.channel},
        ]
    },
    buttons=_buttons,
    open={GiveStarter: "a starter is for who talks"},
    hidden=lambda _: [Hidden("discuss", "question")],
    contexts=_contexts,
)
