"""Examples of /help: the templates around the lines, and each feature's lines."""

from __future__ import annotations

from bot.app.features import FEATURES
from bot.core.model.article import Article
from bot.core.packs.reading import Pack
from bot.core.templates.contexts import Context
from bot.features.about.contexts import HelpContext
from tests.kit.samples import Contexts, Samples


def _contexts(_pack: Pack, _article: Article) -> Contexts:
    readers: list[Context] = [HelpContext(moderator, public) for moderator in (True, False) for public in (True, False)]
    own = [("about", block) for block in ("heading", "sources", "moderators", "integrations", "footer")]
    lines = [(line.template, line.block) for feature in FEATURES for line in feature.help]
    return dict.fromkeys((*own, *lines), readers)


samples = Samples(
    commands=lambda _: {"help": [{}]},
    open={"help": "speaks of the bot"},
    contexts=_contexts,
)
