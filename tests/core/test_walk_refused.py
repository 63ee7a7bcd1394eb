"""Every moderators' command, button and form, by people without the right to it: one sentence, and nothing changes."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle
from typing import Any, cast

import discord
import pytest
import simcord
from discord import AppCommandType, app_commands

from bot.core.model.errors.changes import FormGone, ManagersOnly, ModeratorsOnly
from bot.core.store import tables
from bot.core.ui.actions import ConfirmForm
from bot.core.ui.kept_forms import Purpose
from bot.features.facts.buttons import ChangeFact, ListFacts
from tests.kit.classroom import Classroom, answer_of, shown_values, text_of
from tests.kit.outsiders import PEOPLE, Scene
from tests.kit.samples import (
    every_button,
    every_command,
    every_form,
    every_hidden,
    every_menu,
    every_opening,
    keep_forms,
    open_to_all,
    refusal_of,
)
from tests.kit.stock import Stock, send, told_once


def never_filled_in(kind: type[Purpose]) -> bool:
    """Whether no form is opened for this without more: what comes under its name was made up, whoever sends it."""
    return isinstance(refusal_of(kind), FormGone)


def head_of(room: Classroom) -> simcord.MemberActor:
    """Somebody who may do everything."""
    role = room.server.create_role("Heads", permissions=discord.Permissions(manage_messages=True, manage_guild=True))
    return room.server.add_member(room.env.create_user("head"), roles=[role])


async def test_whoever_has_no_right_is_refused_every_command(scene: Scene) -> None:
    if scene.lose:
        assert "## Facts" in text_of(await scene.room.told("facts list", by=scene.actor))
        await scene.lose()
    table, before = every_command(scene.held), await scene.rows()
    tree = scene.room.client.tree
    commands = [each.qualified_name for each in tree.walk_commands() if isinstance(each, app_commands.Command)]
    assert sorted(commands) == sorted(table)
    for command, many in table.items():
        assert many, command
        if command in open_to_all():
            continue
        for options in many:
            result = await scene.room.ask(command, by=scene.actor, **options)
            assert told_once(result) == scene.refusal(command), (command, options)
            assert await scene.rows() == before, (command, options)
    for hidden in every_hidden(scene.held):
        offered = await scene.actor.autocomplete(scene.room.channel, hidden.command, hidden.option, hidden.typed)
        values = [choice["value"] for choice in offered]
        assert values == [] if hidden.value is None else hidden.value not in values, hidden


async def test_whoever_has_no_right_is_refused_every_button(scene: Scene) -> None:
    table = every_button(scene.held, scene.held.forms[scene.actor.id])
    assert set(table) == set(scene.room.bot.features.actions)
    shown = [(action, await scene.show(action)) for many in table.values() for action in many]
    if scene.lose:
        await scene.lose()
    before = await scene.rows()
    for action, message in shown:
        if type(action) in open_to_all():
            continue
        assert told_once(await scene.press(message, action)) == scene.refusal(type(action)), action
        assert await scene.rows() == before, action


async def test_whoever_has_no_right_is_refused_every_form_that_they_make_up(scene: Scene) -> None:
    if scene.lose:
        await scene.lose()
    table, before = every_form(scene.held), await scene.rows()
    assert set(table) == set(scene.room.bot.features.forms)
    for kind, many in table.items():
        if kind in open_to_all():
            continue
        for purpose, fields in many:
            assert told_once(await send(scene.room, scene.actor, purpose, fields)) == scene.refusal(kind), purpose
            assert await scene.rows() == before, purpose


async def test_whoever_has_no_right_can_use_no_message_of_somebody_elses(scene: Scene) -> None:
    menus = scene.room.client.tree.get_commands(type=AppCommandType.message)
    assert sorted(menu.name for menu in menus) == sorted(every_menu())
    assert scene.room.client.tree.get_commands(type=AppCommandType.user) == []
    if scene.lose:
        await scene.lose()
    message, before = await scene.room.teacher.send(scene.room.channel, "Nobody asked."), await scene.rows()
    for menu, refusal in every_menu().items():
        result = await scene.actor.context_menu(scene.room.channel, menu, message)
        assert told_once(result) == scene.sentence(refusal)
        assert await scene.rows() == before


@pytest.mark.parametrize("scene", ["former", "editor"], indirect=True)
async def test_a_form_is_refused_when_the_right_to_it_went_while_it_was_open(scene: Scene) -> None:
    openings, table = every_opening(), every_form(scene.held)
    never = {kind for kind in table if kind in open_to_all() or never_filled_in(kind)}
    assert set(openings) | never == set(scene.room.bot.features.forms)
    assert not set(openings) & never
    opened: dict[type[Purpose], simcord.InteractionResult] = {
        kind: await opens(scene.held, scene.actor)
        for kind, opens in openings.items()
        if scene.manages or not isinstance(refusal_of(kind), ManagersOnly)  # an editor never had these
    }
    assert scene.lose is not None
    await scene.lose()
    before = await scene.rows()
    for kind, shown in opened.items():
        assert shown.modal is not None, kind
        known = shown_values(shown.modal)
        values = known | {name: value for name, value in table[kind][0][1].items() if name in known}
        assert told_once(await scene.actor.submit_modal(shown, values)) == scene.refusal(kind), kind
        assert await scene.rows() == before, kind


async def test_an_editor_whose_role_another_process_took_out_changes_nothing(held: Stock) -> None:
    actor, _ = await PEOPLE["editor"](held.room)
    scene, store = Scene(held, actor, None), held.room.desk.store
    look, change = ListFacts(held.article, None, None, 1), ChangeFact("retire", held.fact, None, None, 1)
    assert "## Facts" in text_of(answer_of(await scene.press(await scene.show(look), look)))
    async with store.writing() as connection:
        await connection.execute(tables.server.update().values(editor_roles=[]))
    before = await scene.rows()
    assert told_once(await scene.press(await scene.show(change), change)) == scene.sentence(ModeratorsOnly())
    assert await scene.rows() == before


async def test_the_buttons_that_others_are_refused_work_for_a_moderator(held: Stock) -> None:
    """Else the examples of these walks would prove nothing."""
    scene = Scene(held, head_of(held.room), None)
    for kind in every_button(held, await keep_forms(held, scene.actor.id)):
        action = every_button(held, await keep_forms(held, scene.actor.id))[kind][0]
        message = await scene.show(action)
        before = await scene.rows()
        result = await scene.press(message, action)
        text = "" if result.modal else text_of(answer_of(result))
        assert "Not saved yet" not in text, action
        assert result.modal or "\n" in text or await scene.rows() != before, (action, text)


async def test_the_forms_that_others_are_refused_are_taken_from_a_moderator(held: Stock) -> None:
    scene = Scene(held, head_of(held.room), None)
    for kind, many in every_form(held).items():
        if never_filled_in(kind):
            continue
        for purpose, fields in many:
            before = await scene.rows()
            answer = text_of(answer_of(await send(held.room, scene.actor, purpose, fields)))
            assert await scene.rows() != before, purpose
            assert "Not saved yet" not in answer, purpose
            assert "Somebody changed this" not in answer, purpose


@pytest.mark.parametrize("who", ["student", "teacher"])
async def test_a_form_of_somebody_elses_is_nobody_elses(held: Stock, who: str) -> None:
    room = held.room
    scene = Scene(held, getattr(room, who), None)
    theirs = await keep_forms(held, room.other.id)
    on_forms: list[Any] = [
        action for many in every_button(held, theirs).values() for action in many if hasattr(action, "form_id")
    ]
    before = await scene.rows()
    for number in theirs.values():
        for action in (replace(each, form_id=number) for each in on_forms):
            stopped = isinstance(action, ConfirmForm) and who == "student"
            expected = scene.sentence(ModeratorsOnly() if stopped else FormGone())
            assert told_once(await scene.press(await scene.show(action), action)) == expected, action
        assert await scene.rows() == before


async def test_a_form_that_names_somebody_elses_kept_one_leaves_it(held: Stock) -> None:
    room, theirs = held.room, await keep_forms(held, held.room.other.id)
    head = head_of(room)
    scene, changed = Scene(held, head, None), 0
    kept = [row for row in (await scene.rows())["form"] if row["member_id"] == room.other.id]
    assert sorted(row["id"] for row in kept) == sorted(theirs.values())
    forms = [each for many in every_form(held).values() for each in many]
    for number, (purpose, fields) in zip(cycle(theirs.values()), forms):
        before, form = await scene.rows(), cast(Any, purpose)
        by = room.student if type(purpose) in open_to_all() else head
        await send(room, by, replace(form, kept=number), fields)
        after = await scene.rows()
        assert [row for row in after["form"] if row["member_id"] == room.other.id] == kept, purpose
        changed += after["history"] != before["history"]
    assert changed > 5
