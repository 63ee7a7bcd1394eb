"""Examples of /privacy and Forget me."""

from __future__ import annotations

from bot.core.model.article import Article
from bot.core.packs.reading import Pack
from bot.core.templates.contexts import Context, CountContext
from bot.core.ui.actions import ForgetMe
from bot.features.privacy.contexts import PrivacyContext
from tests.kit.samples import Contexts, Samples


def _contexts(_pack: Pack, _article: Article) -> Contexts:
    told: list[Context] = [
        PrivacyContext(1, 40, count, moderator, 30) for count in (0, 1, 2) for moderator in (True, False)
    ]
    return {
        ("privacy", "heading"): told,
        ("privacy", "item"): told,
        ("privacy", "sure"): [None],
        ("privacy", "forgot"): [None],
        ("privacy", "forgot_forms"): [CountContext(count) for count in (0, 1, 2)],
    }


samples = Samples(
    commands=lambda _: {"privacy": [{}]},
    buttons=lambda _held, _kept: (ForgetMe(0),),
    open={"privacy": "speaks of the bot", ForgetMe: "one's own name"},
    contexts=_contexts,
)
