"""Two servers with one bot: nothing of one is seen or changed from the other, whatever numbers somebody guesses."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import discord
import pytest
import simcord

from bot.core.model.people import Who
from bot.core.ui.actions import (
    NAMES,
    Action,
    ListArticles,
    Nothing,
    OpenArticle,
    ReadArticle,
    ReadingAction,
    ShareAnswer,
    ShowAnyway,
    ShowSource,
    TurnPage,
    encode,
)
from bot.core.ui.curating import UndoChange
from bot.core.ui.purposes import _NAMES, AddArticle, ChangeSetup
from bot.features.answers.model import Request, make_request
from bot.features.suggestions.buttons import ApproveDraft
from tests.classroom import Classroom, answer_of, text_of
from tests.conftest import MakeClassroom
from tests.curated import Stock, actions, all_shown, keep_forms, purposes, send, stock
from tests.stores import every_row, owned

SECRET = "zanzibar"
Rows = dict[str, list[dict[str, Any]]]


class Two:
    """A moderator of two servers, in the first of which they guess the second one's numbers.

    ``same`` are things of the second server whose numbers the first one uses as well, ``only`` are its own alone.
    """

    def __init__(self, here: Classroom, there: Classroom, actor: simcord.MemberActor) -> None:
        self.here, self.there, self.actor = here, there, actor
        self.same: Stock
        self.only: Stock

    async def rows(self, room: Classroom) -> Rows:
        return owned(await every_row(self.here.bot.replies.library.store), room.server.id)

    async def press(self, action: Action) -> simcord.InteractionResult:
        message = await self.here.post_button(encode(action))
        return await self.actor.click(message, custom_id=encode(action))


@pytest.fixture
async def two(make_classroom: MakeClassroom) -> Two:
    """Both servers have everything; the second has it twice, so that its later numbers are its own."""
    here = await make_classroom(default=None)
    there = Classroom(here.env, "Other")
    user = here.env.create_user("moderator-of-both")
    for room in (there, here):
        rights = discord.Permissions(manage_messages=True, manage_guild=True)
        actor = room.server.add_member(user, roles=[room.server.create_role("Mods", permissions=rights)])
        room.let_see("setup", actor)
    found = Two(here, there, actor)
    await stock(here, "mill")
    found.same = await stock(there, SECRET)
    found.only = await stock(there, f"{SECRET} once more")
    await keep_forms(found.same, user.id)
    await keep_forms(found.only, user.id)
    return found


def reading(held: Stock) -> dict[type, list[ReadingAction]]:
    """The buttons of readers, with what is in this stock."""
    requests: list[Request] = [make_request(name, None, held.second) for name in ("summary", "figures", "questions")]
    return {
        ShowSource: [ShowSource(held.fact)],
        TurnPage: [TurnPage(request, "private", 1) for request in requests],
        ShareAnswer: [ShareAnswer(request) for request in requests],
        ShowAnyway: [ShowAnyway(request, "private") for request in requests],
        OpenArticle: [OpenArticle(held.article), OpenArticle(held.archived)],
        ReadArticle: [ReadArticle(held.second, 1)],
        ListArticles: [ListArticles(1)],
        Nothing: [Nothing()],
    }


def every_action(held: Stock, member_id: int) -> Iterator[Action]:
    """Every kind of button, with the numbers of this stock."""
    curating, readers = actions(held, held.forms[member_id]), reading(held)
    assert set(curating) == set(NAMES.values())
    assert set(readers) == set(ReadingAction.__args__)
    return itertools.chain(*curating.values(), *readers.values())


def own(rows: Rows) -> Rows:
    """The rows without what was typed and is kept, which is the sender's own."""
    server = [{name: value for name, value in row.items() if name != "last_form_id"} for row in rows["server"]]
    return rows | {"form": [], "server": server}


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
    table = purposes(two.only)
    assert set(table) == set(_NAMES.values())
    kept = two.only.forms[two.actor.id]
    for purpose, fields in table.values():
        for form in (purpose, replace(purpose, kept=kept["add"])):
            typed = {name: str(text).replace(SECRET, "mill") for name, text in fields.items()}
            typed = fields if isinstance(form, ChangeSetup) else typed
            result = await send(two.here, two.actor, form, typed)
            assert SECRET not in all_shown(result).lower(), form
            assert await two.rows(two.there) == there, form
            if isinstance(form, AddArticle | ChangeSetup):  # they name nothing of a server
                here = await two.rows(two.here)
            assert own(await two.rows(two.here)) == own(here), form


async def test_a_number_that_both_servers_use_means_this_ones_by_every_form(two: Two) -> None:
    there, here, changed = await two.rows(two.there), await two.rows(two.here), 0
    for purpose, fields in purposes(two.same).values():
        typed = fields | ({"quote": "The mill closed in March."} if "quote" in fields else {})
        typed |= {"value": "March"} if "value" in fields else {}
        result = await send(two.here, two.actor, purpose, typed)
        assert SECRET not in all_shown(result).lower(), purpose
        assert await two.rows(two.there) == there, purpose
        changed += own(await two.rows(two.here)) != own(here)
        here = await two.rows(two.here)
    assert changed >= 5  # all but those that were opened on another text, and those that nobody fills in


async def test_a_change_of_another_server_cannot_be_undone_though_this_one_stands_alike(two: Two) -> None:
    there, here = await two.rows(two.there), await two.rows(two.here)
    for page in (0, 1):
        result = await two.press(UndoChange(two.same.undo, two.same.retired * page, page))
        assert "There is no such change" in text_of(answer_of(result))
    assert await two.rows(two.there) == there
    assert await two.rows(two.here) == here


async def test_no_command_finds_what_another_server_has(two: Two) -> None:
    there, here = await two.rows(two.there), await two.rows(two.here)
    for wanted in (str(two.only.article), SECRET, f"On {SECRET}", f"on-{SECRET}"):
        for command in (
            "summary",
            "figures",
            "questions",
            "facts list",
            "article edit",
            "article correct",
            "article current",
            "article archive",
            "article export",
        ):
            result = await two.here.ask(command, by=two.actor, article=wanted)
            assert "no article called" in text_of(answer_of(result)), (command, wanted)
        result = await two.here.ask("discuss", by=two.actor, article=wanted)
        assert "no article called" in text_of(answer_of(result)), wanted
        for command in ("facts add", "suggest"):
            result = await two.here.ask(command, by=two.actor, article=wanted, kind="figure")
            assert "no article called" in text_of(answer_of(result)), (command, wanted)
    for wanted in (f"fact:{two.only.fact}", SECRET):
        assert "no such fact" in text_of(await two.here.told("facts edit", by=two.actor, fact=wanted))
    for wanted in (str(two.only.question), SECRET):
        assert "no such open question" in text_of(await two.here.told("discuss", by=two.actor, question=wanted))
    for command, option in (
        ("facts edit", "fact"),
        ("article archive", "article"),
        ("summary", "article"),
        ("discuss", "question"),
        ("discuss", "article"),
    ):
        for typed in ("", SECRET):
            assert SECRET not in str(await two.actor.autocomplete(two.here.channel, command, option, typed))
    for command in ("facts list", "facts history", "facts review", "facts block", "articles", "privacy", "setup"):
        assert SECRET not in all_shown(await two.here.ask(command, by=two.actor)).lower(), command
    assert await two.rows(two.there) == there
    assert own(await two.rows(two.here)) == own(here)


async def test_the_set_up_takes_no_channel_of_another_server(two: Two) -> None:
    here = await two.rows(two.here)
    typed = {"editor_roles": [], "answers": ["public"], "log_channel": [str(two.there.channel.id)]}
    answer = text_of(answer_of(await send(two.here, two.actor, ChangeSetup(), typed)))
    assert "This channel can’t be used for that" in answer
    assert own(await two.rows(two.here)) == own(here)


async def test_nothing_is_posted_into_another_servers_channel(two: Two) -> None:
    library, manager = two.here.bot.replies.library, Who(two.actor.id, manages_server=True)
    await two.here.bot.tick()
    await library.servers.set_up(
        two.here.server.id, manager, editor_roles=[], answers_public=None, log_channel_id=two.there.channel.id
    )
    approved = await two.press(ApproveDraft(two.same.drafts[1]))
    assert "## Review" in text_of(answer_of(approved))
    before = [message.id for message in two.there.channel.history()]
    assert await two.here.bot.tick() == 0
    assert [message.id for message in two.there.channel.history()] == before
