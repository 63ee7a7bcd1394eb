"""Examples of the class settings, which are the managers'."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

import simcord

from bot.core.model.article import Article
from bot.core.model.errors.changes import ManagersOnly, NothingToChange
from bot.core.model.people import Who
from bot.core.packs.reading import Pack
from bot.core.templates.contexts import Context
from bot.features.settings.buttons import ClassForm, OwnForm, SetupForm
from bot.features.settings.contexts import ErasedContext, SetupContext
from bot.features.settings.forms import ChangeClass, ChangeOwn, ChangeSetup
from bot.features.settings.rules import SettingRules
from tests.kit.classroom import answer_of
from tests.kit.samples import Contexts, Opens, Samples, alike
from tests.kit.stock import Stock


@dataclass(frozen=True)
class Settings:
    """``undo``: the change that chose a log channel; 0 where that was chosen before."""

    undo: int


async def _stock(held: Stock) -> None:
    manager, undo = Who(held.room.teacher.id, manages_server=True), 0
    with contextlib.suppress(NothingToChange):
        undo = (await held.desk.get(SettingRules).set_up(
            held.server, manager, editor_roles=[], answers_public=None, log_channel_id=held.room.channel.id
        )).id  # fmt: skip
    held.put(Settings(undo))


def opened_by(label: str) -> Opens:
    """Opens a form by a button of the class settings."""

    async def opens(held: Stock, who: simcord.MemberActor) -> simcord.InteractionResult:
        return await held.room.press(answer_of(await held.room.ask("setup", by=who)), label, by=who)

    return opens


def _contexts(_pack: Pack, _article: Article) -> Contexts:
    chosen: list[Context] = [
        SetupContext(
            editor_roles=roles,
            answers_public=public,
            log_channel_id=channel,
            unseen_roles=roles,
            missing=missing,
            channel_gone=gone,
            language="en",
            time_zone=zone,
            hide_behind_note=gone,
        )
        for roles in ((), (1,), (1, 2))
        for public in (None, False, True)
        for zone in (None, "Europe/Madrid")
        for channel, missing, gone in ((None, (), False), (1, ("x", "y"), False), (1, (), True))
    ]
    erased: list[Context] = [ErasedContext(1, {}), ErasedContext(1, {"x": 1, "y": 2_000})]
    return {
        **alike("settings", chosen, "setup", "class", "checks", "saved"),
        **alike("settings", erased, "erase", "erased"),
    }


_MANAGERS: tuple[str | type, ...] = ("setup", SetupForm, ClassForm, OwnForm, ChangeSetup, ChangeClass, ChangeOwn)
samples = Samples(
    stock=_stock,
    commands=lambda _: {"setup": [{}]},
    buttons=lambda _held, _kept: (SetupForm(), ClassForm()),
    forms=lambda _: [
        (ChangeSetup(), {"editor_roles": [], "answers": ["public"], "log_channel": []}),
        (ChangeClass(), {"language": ["en"], "time_zone": "Europe/Madrid", "hide_behind_note": ["no"]}),
    ],
    opened={ChangeSetup: opened_by("Change"), ChangeClass: opened_by("Language, time zone and more")},
    refusals=dict.fromkeys(_MANAGERS, ManagersOnly()),
    contexts=_contexts,
)
