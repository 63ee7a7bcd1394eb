"""Examples of /participation, and of the setting that has it counted."""

from __future__ import annotations

from bot.core.model.article import Article
from bot.core.packs.reading import Pack
from bot.core.templates.contexts import Context, ValueContext
from bot.features.participation.contexts import ParticipationContext, ParticipationsContext
from bot.features.participation.model import SETTING
from bot.features.settings.buttons import OwnForm
from bot.features.settings.forms import ChangeOwn
from tests.kit.samples import Contexts, Samples, alike
from tests.settings.samples import opened_by


def _contexts(_pack: Pack, _article: Article) -> Contexts:
    around: list[Context] = [ParticipationsContext(0, 0), ParticipationsContext(10, 12)]
    return {
        **alike("participation", around, "heading", "empty", "footer"),
        ("participation", "announcement"): [None],
        ("participation", "item"): [
            ParticipationContext(1, 2, count, count, ended) for count in (0, 1, 2) for ended in (True, False)
        ],
        ("participation", "setting"): [ValueContext(value) for value in (True, False)],
    }


samples = Samples(
    commands=lambda _: {"participation": [{}]},
    buttons=lambda _held, _kept: (OwnForm(SETTING),),
    forms=lambda _: [(ChangeOwn(SETTING), {SETTING: ["yes"]})],
    opened={ChangeOwn: opened_by("Count who posts in discussions")},
    contexts=_contexts,
)
