"""Every moderators' command, button and form, by people without the right to it: one sentence, and nothing changes."""

from __future__ import annotations

from typing import Any

import discord
import pytest
import simcord
from discord import AppCommandType, app_commands
from sqlalchemy import select

from bot.core.model.errors.changes import FormGone, ManagersOnly, ModeratorsOnly
from bot.core.packs.zipping import zip_pack
from bot.core.store import tables
from bot.core.ui.actions import NAMES
from bot.core.ui.curating import ChoosePlace, ConfirmForm, DropForm, ReopenForm, SaveAnyway, UndoChange
from bot.core.ui.purposes import (
    _NAMES,
    AddArticle,
    AddFact,
    ChangeClass,
    ChangeSetup,
    CorrectArticle,
    EditArticle,
    EditFact,
    ImportPack,
    RejectFact,
    SendQuestions,
    SuggestFact,
    UseMessage,
    WriteQuestions,
)
from bot.features.discussions.buttons import GiveStarter
from bot.features.facts.buttons import ChangeFact, ListFacts
from bot.features.polls.buttons import Vote
from bot.features.privacy.buttons import ForgetMe
from bot.features.settings.buttons import ClassForm, SetupForm
from bot.features.suggestions.buttons import FromMessage, ShowMine
from bot.features.suggestions.errors import MessageOfAnother
from bot.features.wonder.buttons import WONDER_NAMES
from tests.classroom import Classroom, answer_of, labels, shown_values, text_of
from tests.conftest import MakeClassroom
from tests.curated import Stock, actions, keep_forms, pack_of, purposes, send, stock, told_once
from tests.outsiders import PEOPLE, Scene

OPEN_COMMANDS = {
    "summary": "answers",
    "figures": "answers",
    "questions": "answers",
    "articles": "reading is for everybody",
    "handout": "it has what everybody may read",
    "suggest": "a proposal waits for a moderator",
    "wonder": "one's own questions, and a proposal waits for a moderator",
    "help": "speaks of the bot",
    "privacy": "speaks of the bot",
}
OPEN_ACTIONS: dict[type, str] = {
    ShowMine: "one's own proposals",
    ForgetMe: "one's own name",
    DropForm: "one's own words",
    FromMessage: "one's own message becomes a proposal",
    GiveStarter: "a starter is for who talks",
    Vote: "a vote is everybody's",
    **dict.fromkeys(WONDER_NAMES.values(), "one's own questions, and a proposal waits for a moderator"),
}
CLASS = "Language, time zone and more"
OPEN_PURPOSES = {SuggestFact: "a proposal waits for a moderator", WriteQuestions: "one's own questions"}
# No form is ever opened for these, nor for the last one without questions: what comes under their name was made up.
NEVER_FILLED_IN = (ImportPack, UseMessage, SendQuestions)


def cases(held: Stock) -> dict[str, list[dict[str, Any]]]:
    """Every command for moderators, with options that a moderator could use."""
    file = ("new.zip", zip_pack(pack_of("new")))
    text = ("text.txt", b"Another text.")
    broken = ("broken.zip", b"no zip")  # nobody is told what is wrong with it who may not bring one in
    one, two = str(held.article), str(held.second)
    return {
        "facts add": [{"kind": "figure"}, {"kind": "person", "article": two}],
        "facts edit": [{"fact": str(held.fact)}, {"fact": held.word}],
        "facts list": [{}, {"article": two, "kind": "figure", "state": "published"}],
        "facts history": [{}],
        "facts review": [{}],
        "facts block": [{}, {"member": held.room.student}],
        "article add": [{}, {"title": "New"}, {"file": file}, {"file": text, "title": "New"}, {"file": broken}],
        "article edit": [{}, {"article": one}],
        "article correct": [{}, {"article": one, "file": text}, {"file": broken}],
        "article current": [{"article": two}, {"article": one, "channel": held.room.channel}],
        "article archive": [{"article": two}, {"article": str(held.archived)}],
        "article export": [{}, {"article": one}],
        "article import": [{"file": file}, {"file": broken}],
        "schedule add": [
            {"day": "monday", "time": "8:30"},
            {"day": "friday", "time": "no time", "channel": held.room.channel, "article": two},
        ],
        "schedule list": [{}],
        "schedule pause": [{"schedule": str(held.schedule)}, {"schedule": "no number"}],
        "schedule skip": [{"schedule": str(held.schedule)}],
        "schedule remove": [{"schedule": str(held.paused)}],
        "setup": [{}],
        "discuss": [{}, {"article": two, "groups": 2}, {"question": str(held.question), "where": held.room.channel}],
        "poll": [
            {"question": "Why?"},
            {"question": str(held.fact), "options": "a; b", "anonymous": True, "before_and_after": True},
            {"question": "x" * 301},  # nobody is told what is wrong with it who may not ask
        ],
        "participation": [{}],
    }


@pytest.fixture
async def held(make_classroom: MakeClassroom) -> Stock:
    """A server with something of everything."""
    return await stock(await make_classroom(default=None))


@pytest.fixture(params=list(PEOPLE))
async def scene(held: Stock, request: pytest.FixtureRequest) -> Scene:
    """Somebody who has no right here, or is about to lose it; they see every command."""
    actor, lose = await PEOPLE[request.param](held.room)
    await keep_forms(held, actor.id)
    await keep_forms(held, held.room.teacher.id)
    for command in ("facts", "article", "schedule", "setup", "discuss", "poll", "participation"):
        held.room.let_see(command, actor)
    return Scene(held, actor, lose)


async def test_whoever_has_no_right_is_refused_every_command(scene: Scene) -> None:
    if scene.lose:
        assert "## Facts" in text_of(await scene.room.told("facts list", by=scene.actor))
        await scene.lose()
    table, before = cases(scene.held), await scene.rows()
    tree = scene.room.bot.tree
    commands = [each.qualified_name for each in tree.walk_commands() if isinstance(each, app_commands.Command)]
    assert sorted(commands) == sorted({*table, *OPEN_COMMANDS})
    for command, many in table.items():
        for options in many:
            result = await scene.room.ask(command, by=scene.actor, **options)
            assert told_once(result) == scene.refusal(command), (command, options)
            assert await scene.rows() == before, (command, options)
    word = scene.held.word
    assert await scene.actor.autocomplete(scene.room.channel, "facts edit", "fact", word) == []
    assert await scene.actor.autocomplete(scene.room.channel, "schedule pause", "schedule", "") == []
    archived = await scene.actor.autocomplete(scene.room.channel, "article archive", "article", "")
    assert str(scene.held.archived) not in [choice["value"] for choice in archived]


async def test_whoever_has_no_right_is_refused_every_button(scene: Scene) -> None:
    kept = scene.held.forms[scene.actor.id]
    table = actions(scene.held, kept)
    assert set(table) == set(NAMES.values())
    shown = [(action, await scene.show(action)) for many in table.values() for action in many]
    if scene.lose:
        await scene.lose()
    before = await scene.rows()
    for action, message in shown:
        if type(action) in OPEN_ACTIONS:
            continue
        assert told_once(await scene.press(message, action)) == scene.refusal(type(action)), action
        assert await scene.rows() == before, action


async def test_whoever_has_no_right_may_only_take_their_own_words_back(scene: Scene) -> None:
    kept = scene.held.forms[scene.actor.id]
    if scene.lose:
        await scene.lose()
    before = await scene.rows()
    for action in (ShowMine(), ForgetMe(0), FromMessage("person", kept["message"])):
        result = await scene.press(await scene.show(action), action)
        assert result.modal or any(word in text_of(answer_of(result)) for word in ("propose", "Forget you?")), action
        assert await scene.rows() == before, action
    drop = DropForm(kept["add"])
    assert "Left as it is" in text_of(answer_of(await scene.press(await scene.show(drop), drop)))
    after = await scene.rows()
    gone = [row for row in before["form"] if row not in after["form"]]
    assert [row["id"] for row in gone] == [kept["add"]]
    assert after | {"form": []} == before | {"form": []}


async def test_whoever_has_no_right_is_refused_every_form_that_they_make_up(scene: Scene) -> None:
    if scene.lose:
        await scene.lose()
    table, before = purposes(scene.held), await scene.rows()
    assert set(table) == set(_NAMES.values())
    for kind, (purpose, fields) in table.items():
        if kind in OPEN_PURPOSES:
            continue
        expected = scene.sentence(FormGone()) if kind in NEVER_FILLED_IN else scene.refusal(kind)
        assert told_once(await send(scene.room, scene.actor, purpose, fields)) == expected, purpose
        assert await scene.rows() == before, purpose


async def test_whoever_has_no_right_can_use_no_message_of_somebody_elses(scene: Scene) -> None:
    menus = scene.room.bot.tree.get_commands(type=AppCommandType.message)
    assert [menu.name for menu in menus] == ["Use as a fact"]
    assert scene.room.bot.tree.get_commands(type=AppCommandType.user) == []
    if scene.lose:
        await scene.lose()
    message, before = await scene.room.teacher.send(scene.room.channel, "Nobody asked."), await scene.rows()
    result = await scene.actor.context_menu(scene.room.channel, "Use as a fact", message)
    assert told_once(result) == scene.sentence(MessageOfAnother())
    assert await scene.rows() == before


@pytest.mark.parametrize("scene", ["former", "editor"], indirect=True)
async def test_a_form_is_refused_when_the_right_to_it_went_while_it_was_open(scene: Scene) -> None:
    room, held = scene.room, scene.held
    opened: dict[type, simcord.InteractionResult] = {
        AddFact: await room.ask("facts add", by=scene.actor, kind="figure"),
        EditFact: await room.ask("facts edit", by=scene.actor, fact=f"fact:{held.fact}"),
        AddArticle: await room.ask("article add", by=scene.actor),
        EditArticle: await room.ask("article edit", by=scene.actor),
        CorrectArticle: await room.ask("article correct", by=scene.actor),
    }
    review = await room.told("facts review", by=scene.actor)
    while "Reject" not in labels(review):  # what lost its quote is retired at once
        review = answer_of(await room.press(review, "Next one", by=scene.actor))
    opened[RejectFact] = await room.press(review, "Reject", by=scene.actor)
    set_up = await room.ask("setup", by=scene.actor)
    if "Change" in labels(answer_of(set_up)):  # an editor never had this one
        opened[ChangeSetup] = await room.press(answer_of(set_up), "Change", by=scene.actor)
        opened[ChangeClass] = await room.press(answer_of(set_up), CLASS, by=scene.actor)
    never = {*OPEN_PURPOSES, *NEVER_FILLED_IN, ChangeSetup, ChangeClass}
    assert set(opened) | never == set(_NAMES.values())
    assert scene.lose is not None
    await scene.lose()
    table, before = purposes(held), await scene.rows()
    for kind, shown in opened.items():
        assert shown.modal is not None, kind
        known = shown_values(shown.modal)
        values = known | {name: value for name, value in table[kind][1].items() if name in known}
        assert told_once(await scene.actor.submit_modal(shown, values)) == scene.refusal(kind), kind
        assert await scene.rows() == before, kind


async def test_an_editor_whose_role_another_process_took_out_changes_nothing(held: Stock) -> None:
    actor, _ = await PEOPLE["editor"](held.room)
    scene, store = Scene(held, actor, None), held.room.bot.replies.library.store
    look, change = ListFacts(held.article, None, None, 1), ChangeFact("retire", held.fact, None, None, 1)
    assert "## Facts" in text_of(answer_of(await scene.press(await scene.show(look), look)))
    async with store.writing() as connection:
        await connection.execute(tables.server.update().values(editor_roles=[]))
    before = await scene.rows()
    assert told_once(await scene.press(await scene.show(change), change)) == scene.sentence(ModeratorsOnly())
    assert await scene.rows() == before


async def test_a_moderator_without_manage_server_is_refused_the_set_up(held: Stock) -> None:
    room, scene = held.room, Scene(held, held.room.teacher, None)
    room.let_see("setup", room.teacher)
    before, only = await scene.rows(), scene.sentence(ManagersOnly())
    assert told_once(await room.ask("setup")) == only
    for action in (SetupForm(), ClassForm(), UndoChange(held.undo_setup, 0, 0)):
        assert told_once(await scene.press(await scene.show(action), action)) == only
    for kind in (ChangeSetup, ChangeClass):
        assert told_once(await send(room, room.teacher, *purposes(held)[kind])) == only
    assert await scene.rows() == before


def head_of(room: Classroom) -> simcord.MemberActor:
    """Somebody who may do everything."""
    role = room.server.create_role("Heads", permissions=discord.Permissions(manage_messages=True, manage_guild=True))
    return room.server.add_member(room.env.create_user("head"), roles=[role])


async def test_the_buttons_that_others_are_refused_work_for_a_moderator(held: Stock) -> None:
    """Else the examples of these walks would prove nothing."""
    scene = Scene(held, head_of(held.room), None)
    kept = await keep_forms(held, scene.actor.id)
    for many in actions(held, kept).values():
        action = many[0]
        if type(action) in WONDER_NAMES.values():
            continue  # they need questions of one's own; tests/test_wonder.py has them
        before = await scene.rows()
        result = await scene.press(await scene.show(action), action)
        text = "" if result.modal else text_of(answer_of(result))
        assert "Not saved yet" not in text, action
        assert result.modal or "\n" in text or await scene.rows() != before, (action, text)


async def test_the_forms_that_others_are_refused_are_taken_from_a_moderator(held: Stock) -> None:
    scene = Scene(held, head_of(held.room), None)
    for kind, (purpose, fields) in purposes(held).items():
        if kind in NEVER_FILLED_IN:
            continue
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
    before = await scene.rows()
    for number in theirs.values():
        for action in (
            ReopenForm(number),
            ChoosePlace(number, 1),
            SaveAnyway(number),
            FromMessage("figure", number),
            ConfirmForm(number),
            DropForm(number),
        ):
            stopped = isinstance(action, ConfirmForm) and who == "student"
            expected = scene.sentence(ModeratorsOnly() if stopped else FormGone())
            assert told_once(await scene.press(await scene.show(action), action)) == expected, action
        assert await scene.rows() == before


async def test_a_form_that_names_somebody_elses_kept_one_leaves_it(held: Stock) -> None:
    room, theirs = held.room, await keep_forms(held, held.room.other.id)
    figure = purposes(held)[SuggestFact][1]
    await send(room, room.student, SuggestFact("figure", held.article, theirs["add"]), figure)
    await send(room, room.teacher, AddFact("figure", held.article, theirs["edit"]), figure | {"counts": "more"})
    async with room.bot.replies.library.store.reading() as connection:
        kept = list((await connection.execute(select(tables.form.c.id))).scalars())
        counts = list((await connection.execute(select(tables.fact.c.content))).scalars())
    assert sorted(kept) == sorted(theirs.values())
    assert {"proposed", "more"} <= {content.get("counts") for content in counts}
