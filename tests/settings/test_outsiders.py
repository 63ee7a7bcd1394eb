"""The class settings are the managers', not the moderators'."""

from __future__ import annotations

from bot.core.model.errors.changes import ManagersOnly
from bot.core.ui.actions import UndoChange
from bot.features.settings.buttons import ClassForm, OwnForm, SetupForm
from bot.features.settings.forms import ChangeClass, ChangeOwn, ChangeSetup
from tests.kit.outsiders import Scene
from tests.kit.samples import every_button, every_form, keep_forms
from tests.kit.stock import Stock, send, told_once
from tests.settings.samples import Settings


async def test_a_moderator_without_manage_server_is_refused_the_class_settings(held: Stock) -> None:
    room, scene = held.room, Scene(held, held.room.teacher, None)
    room.let_see("setup", room.teacher)
    buttons, forms = every_button(held, await keep_forms(held, room.teacher.id)), every_form(held)
    before, only = await scene.rows(), scene.sentence(ManagersOnly())
    assert told_once(await room.ask("setup")) == only
    undo = UndoChange(held.get(Settings).undo, 0, 0)
    for action in (*(action for kind in (SetupForm, ClassForm, OwnForm) for action in buttons[kind]), undo):
        assert told_once(await scene.press(await scene.show(action), action)) == only
    for kind in (ChangeSetup, ChangeClass, ChangeOwn):
        for purpose, fields in forms[kind]:
            assert told_once(await send(room, room.teacher, purpose, fields)) == only
    assert await scene.rows() == before
