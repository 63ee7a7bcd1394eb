"""Two servers with one bot: nothing of one is seen or changed from the other, whatever numbers somebody guesses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

import discord
import pytest
import simcord
from discord import app_commands

from bot.core.model.people import Who
from bot.core.store import tables
from bot.core.ui.actions import UndoChange
from bot.core.ui.buttons import custom_id
from bot.core.ui.codec import Action
from bot.core.ui.kept_forms import Purpose
from bot.features.settings.forms import ChangeSetup
from bot.features.settings.rules import SettingRules
from bot.features.suggestions.buttons import ApproveDraft
from tests.conftest import MakeClassroom
from tests.facts.samples import Facts
from tests.kit.classroom import Classroom, answer_of, text_of
from tests.kit.samples import every_button, every_command, every_form, keep_forms, stocked
from tests.kit.stock import Stock, all_shown, send
from tests.kit.stores import every_row, owned
from tests.suggestions.samples import Suggestions

SECRET = "zanzibar"
Rows = dict[str, list[dict[str, Any]]]


class Two:
    """A moderator of two servers, in the first of which they guess the second one's numbers.

    ``own`` are things of the first server, ``same`` things of the second with the same numbers,
    ``only`` are the second's alone.
    """

    def __init__(self, here: Classroom, there: Classroom, actor: simcord.MemberActor) -> None:
        self.here, self.there, self.actor = here, there, actor
        self.own: Stock
        self.same: Stock
        self.only: Stock

    async def rows(self, room: Classroom) -> Rows:
        return owned(await every_row(self.here.bot.desk.store), room.server.id)

    async def press(self, action: Action) -> simcord.InteractionResult:
        message = await self.here.post_button(custom_id(action))
        return await self.actor.click(message, custom_id=custom_id(action))


@pytest.fixture
async def two(make_classroom: MakeClassroom) -> Two:
    """Both servers have everything; the second has it twice, so that its later numbers are its own."""
    here = await make_classroom(default=None)
    there = Classroom(here.env, "Other")
    user = here.env.create_user("moderator-of-both")
    for room in (there, here):
        rights = discord.Permissions(manage_messages=True, manage_guild=True)
        actor = room.server.add_member(user, roles=[room.server.create_role("Mods", permissions=rights)])
        for command in room.client.tree.get_commands():
            if isinstance(command, app_commands.Command | app_commands.Group):
                room.let_see(command.name, actor)
    found = Two(here, there, actor)
    found.own = await stocked(here, "mill")
    async with here.bot.desk.store.writing() as connection:
        await connection.execute(tables.counter.delete())  # which nothing does: the other server gets the same numbers
    found.same = await stocked(there, SECRET)
    found.only = await stocked(there, f"{SECRET} once more")
    await keep_forms(found.same, user.id)
    await keep_forms(found.only, user.id)
    return found


def every_action(held: Stock, member_id: int) -> list[Action]:
    """Every kind of button, with the numbers of this stock."""
    table = every_button(held, held.forms[member_id])
    assert set(table) == set(held.room.bot.features.actions)
    return [action for many in table.values() for action in many]


def typed_here(given: Mapping[str, Any]) -> dict[str, Any]:
    """A form as somebody types it who doesn't know the other server's words."""
    return {name: text.replace(SECRET, "mill") if isinstance(text, str) else text for name, text in given.items()}


def names_something(purpose: Purpose) -> bool:
    """Whether a form is for something of a server, by its number."""
    own: Any = purpose
    return any(isinstance(getattr(own, field.name), int) for field in fields(own) if field.name != "kept")


def own(rows: Rows) -> Rows:
    """The rows without what was typed and is kept, which is the sender's own."""
    return rows | {"form": []}


async def test_a_number_of_another_server_finds_nothing_by_any_button(two: Two) -> None:
    there, here = await two.rows(two.there), await two.rows(two.here)
    for action in every_action(two.only, two.actor.id):
        result = await two.press(action)
        assert SECRET not in all_shown(result).lower(), action
        assert await two.rows(two.there) == there, action
        assert own(await two.rows(two.here)) == own(here), action


async def test_a_number_that_both_servers_use_means_this_ones_by_every_button(two: Two) -> None:
    there, here, changed = await two.rows(two.there), await two.rows(two.here), 0
    for action in every_action(two.same, two.actor.id):
        result = await two.press(action)
        assert SECRET not in all_shown(result).lower(), action
        assert await two.rows(two.there) == there, action
        changed += own(await two.rows(two.here)) != own(here)
    assert changed > 10


async def test_a_number_of_another_server_finds_nothing_by_any_form(two: Two) -> None:
    there, here = await two.rows(two.there), await two.rows(two.here)
    table = every_form(two.only)
    assert set(table) == set(two.here.bot.features.forms)
    [number, *_] = two.only.forms[two.actor.id].values()
    for purpose, given in (each for many in table.values() for each in many):
        own_form: Any = purpose
        for form in (own_form, replace(own_form, kept=number)):
            result = await send(two.here, two.actor, form, typed_here(given))
            assert SECRET not in all_shown(result).lower(), form
            assert await two.rows(two.there) == there, form
            if not names_something(purpose):
                here = await two.rows(two.here)
            assert own(await two.rows(two.here)) == own(here), form


async def test_a_number_that_both_servers_use_means_this_ones_by_every_form(two: Two) -> None:
    there, here, changed = await two.rows(two.there), await two.rows(two.here), 0
    for purpose, given in (each for many in every_form(two.same).values() for each in many):
        result = await send(two.here, two.actor, purpose, typed_here(given))
        assert SECRET not in all_shown(result).lower(), purpose
        assert await two.rows(two.there) == there, purpose
        changed += own(await two.rows(two.here)) != own(here)
        here = await two.rows(two.here)
    assert changed >= 5  # all but those that were opened on another text, and those that nobody fills in


async def test_a_change_of_another_server_cannot_be_undone_though_this_one_stands_alike(two: Two) -> None:
    there, here = await two.rows(two.there), await two.rows(two.here)
    facts = two.same.get(Facts)
    for page in (0, 1):
        result = await two.press(UndoChange(facts.undo, facts.retired * page, page))
        assert "There is no such change" in text_of(answer_of(result))
    assert await two.rows(two.there) == there
    assert await two.rows(two.here) == here


def with_option(two: Two, option: str) -> list[app_commands.Command[Any, Any, Any]]:
    """The commands that have an option of this name."""
    commands = [each for each in two.here.client.tree.walk_commands() if isinstance(each, app_commands.Command)]
    return [each for each in commands if option in [parameter.display_name for parameter in each.parameters]]


async def test_no_command_finds_an_article_that_another_server_has(two: Two) -> None:
    there, here, examples = await two.rows(two.there), await two.rows(two.here), every_command(two.own)
    commands = with_option(two, "article")
    assert len(commands) > 10
    for wanted in (str(two.only.article), SECRET, f"On {SECRET}", f"on-{SECRET}"):
        for command in commands:
            needed = {parameter.display_name for parameter in command.parameters if parameter.required}
            [first, *_] = examples[command.qualified_name]
            options = {name: value for name, value in first.items() if name in needed} | {"article": wanted}
            result = await two.here.ask(command.qualified_name, by=two.actor, **options)
            assert "no article called" in text_of(answer_of(result)), (command.qualified_name, wanted)
    assert await two.rows(two.there) == there
    assert own(await two.rows(two.here)) == own(here)


async def test_no_command_finds_what_another_server_has(two: Two) -> None:
    there, here = await two.rows(two.there), await two.rows(two.here)
    for wanted in (f"fact:{two.only.fact}", SECRET):
        assert "no such fact" in text_of(await two.here.told("facts edit", by=two.actor, fact=wanted))
    for wanted in (str(two.only.question), SECRET):
        assert "no such open question" in text_of(await two.here.told("discuss", by=two.actor, question=wanted))
    offered = 0
    for command in two.here.client.tree.walk_commands():
        for parameter in command.parameters if isinstance(command, app_commands.Command) else ():
            if parameter.autocomplete:
                offered += 1
                for typed in ("", SECRET):
                    choices = await two.actor.autocomplete(
                        two.here.channel, command.qualified_name, parameter.display_name, typed
                    )
                    assert SECRET not in str(choices), (command.qualified_name, parameter.display_name)
    assert offered > 10
    assert await two.rows(two.there) == there
    assert own(await two.rows(two.here)) == own(here)


async def test_no_command_shows_what_another_server_has(two: Two) -> None:
    there = await two.rows(two.there)
    for command, many in every_command(two.own).items():
        for options in many:
            result = await two.here.ask(command, by=two.actor, **options)
            assert SECRET not in all_shown(result).lower(), (command, options)
    assert await two.rows(two.there) == there


async def test_the_set_up_takes_no_channel_of_another_server(two: Two) -> None:
    here = await two.rows(two.here)
    typed = {"editor_roles": [], "answers": ["public"], "log_channel": [str(two.there.channel.id)]}
    answer = text_of(answer_of(await send(two.here, two.actor, ChangeSetup(), typed)))
    assert "This channel can’t be used for that" in answer
    assert own(await two.rows(two.here)) == own(here)


async def test_nothing_is_posted_into_another_servers_channel(two: Two) -> None:
    desk, manager = two.here.bot.desk, Who(two.actor.id, manages_server=True)
    await two.here.client.tick()
    await desk.get(SettingRules).set_up(
        two.here.server.id, manager, editor_roles=[], answers_public=None, log_channel_id=two.there.channel.id
    )
    approved = await two.press(ApproveDraft(two.same.get(Suggestions).one))
    assert "## Review" in text_of(answer_of(approved))
    before = [message.id for message in two.there.channel.history()]
    assert await two.here.client.tick() == 0
    assert [message.id for message in two.there.channel.history()] == before
