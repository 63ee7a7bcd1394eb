"""A feature that the bot doesn't have, beside those that it has: each part of it works with nothing edited in bot/.

A class puts marbles into a jar. As a real one would, it has its code in one place, its texts in files of its own, and a
line in the list of features.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import discord
import pytest

import bot.app.features
from bot.app.cli import main
from bot.app.features import all_features
from bot.app.settings import built_in
from bot.core.model.changes import Entry
from bot.core.model.errors.base import Refusal
from bot.core.model.fact_fields import Field
from bot.core.model.people import Who
from bot.core.rules.desk import Desk, role_of
from bot.core.rules.undoing import History
from bot.core.store import tables
from bot.core.store.change import Change
from bot.core.templates.contexts import Context
from bot.core.templates.prompts import Prompts
from bot.core.ui.bot import NOBODY, Bot
from bot.core.ui.codec import Action, Number
from bot.core.ui.command_line import CommandLine, Tools
from bot.core.ui.commands import Commands
from bot.core.ui.feature import ClassSetting, Feature, Features, Help
from bot.core.ui.forms import new_form, text_field, yes_no_field
from bot.core.ui.kept_forms import Form, Given, Purpose, Say, open_form, saying
from bot.core.ui.panels import Choice, Panel, sentence_view
from bot.core.ui.request import Interaction, Request
from bot.features.polls.buttons import Vote
from tests.discussions.kit import press_in
from tests.kit.classroom import Classroom, labels, text_of
from tests.kit.curating import manager, values_of

MOST = 3
LABELS = """
[commands.jar]
name = "jar"
description = "How many marbles the class has"
[commands.facts_marbles]
name = "marbles"
description = "Empty the jar"
[options.marbles]
name = "marbles"
description = "How many to put in"
[buttons]
marble = "Add a marble"
name_jar = "Name the jar"
change_jar_open = "Open or close the jar"
[forms]
jar = "The jar’s name"
jar_open = "The jar"
[fields.jar_name]
label = "Name"
description = "What the class calls its jar"
[fields.jar_open]
label = "Jar open"
description = "Whether the class can put marbles in"
[actions]
"jar named" = "Jar named"
"""
TEXTS = """
{% block jar %}{{ marbles | number }} {{ marbles | plural(one="marble", other="marbles") }} in the jar{% endblock %}
{% block named %}The jar is called {{ name | md }}.{% endblock %}
{% block forgot %}{{ marbles | number }} marbles went{% endblock %}
{% block full %}The jar is full!{% endblock %}
{% block setting %}**The jar:** {{ "open" if value else "closed" }}{% endblock %}
{% block detail %}Its name is {{ detail.name | md }}.{% endblock %}
{% block detail_end %}{{ detail.name | length | number }} letters{% endblock %}
{% block help %}`/jar` how many marbles the class has{% endblock %}
"""
REFUSALS = "{% block jar_full %}The jar takes {{ most | number }} marbles; wait until it is emptied.{% endblock %}"

told: Counter[str] = Counter()
"""What the feature was told of, and how often."""


class JarFull(Refusal):
    """The jar takes no more marbles."""

    most: int


class JarContext(Context):
    """For ``jar``: how many marbles are in it."""

    marbles: int


class NamedContext(Context):
    """For ``named``: what the jar is called now."""

    name: str


class AddMarble(Action, code="marble"):
    """Put marbles into the jar."""

    count: Number


class NameJarForm(Action, code="jarform"):
    """Open the form that names the jar."""


class NameJar(Purpose, code="jar"):
    """What the jar is called."""


class JarRules:
    """The marbles of every server. A real feature would keep them in a table of its own."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.marbles: Counter[tuple[int, int | None]] = Counter()

    def count(self, server_id: int) -> int:
        return sum(count for (server, _), count in self.marbles.items() if server == server_id)

    def add(self, server_id: int, who: Who, count: int) -> None:
        if self.count(server_id) + count > MOST:
            raise JarFull(MOST)
        self.marbles[server_id, who.id] += count

    async def name(self, server_id: int, who: Who, name: str) -> str:
        async with self._desk.change(server_id, who) as change:
            await change.record(role_of(who), who.id, "jar named", detail={"name": name})
        return name


def jar_panel(request: Request) -> Panel:
    marbles = request.get(JarRules).count(request.server_id)
    buttons = [Choice(AddMarble(1), "marble"), Choice(NameJarForm(), "name_jar")]
    return Panel(request.prompts.render("jar", "jar", JarContext(marbles)), buttons=buttons)


def add_commands(commands: Commands) -> None:
    @commands.add("jar", options=("marbles",))
    async def jar(interaction: Interaction, marbles: int = 0) -> None:
        request = commands.request(interaction)
        request.get(JarRules).add(request.server_id, request.who, marbles)
        await request.reply(jar_panel(request))

    @commands.add("marbles", group="facts", right="moderator")
    async def marbles(interaction: Interaction) -> None:
        request = commands.request(interaction)
        await request.require()
        request.get(JarRules).marbles.clear()
        await request.reply(jar_panel(request))


async def add_marble(request: Request, action: AddMarble) -> None:
    request.get(JarRules).add(request.server_id, request.who, action.count)
    await request.show(jar_panel(request))


async def open_name(request: Request, _action: NameJarForm) -> None:
    await open_form(request, NameJar(), {})


def build_name(request: Request, purpose: NameJar, given: Mapping[str, Any]) -> discord.ui.Modal:
    return new_form(request.prompts, purpose, "jar", text_field(request.prompts, "jar_name", Field(40), given))


async def send_name(request: Request, _purpose: NameJar, given: Given) -> Say:
    name = await request.get(JarRules).name(request.server_id, request.who, str(given["jar_name"]))
    return saying(lambda: Panel(request.prompts.render("jar", "named", NamedContext(name))))


async def at_change_end(change: Change) -> None:
    told["changed"] += bool(change.rows)


async def at_undo(_change: Change, entry: Entry) -> None:
    told[f"undo of {entry.action}"] += 1


async def on_change(_bot: Bot, entry: Entry) -> bool:
    told[entry.action] += 1
    return False


async def on_message(_bot: Bot, message: discord.Message) -> None:
    told["message"] += not message.author.bot


async def on_thread_begin(_bot: Bot, _thread: discord.Thread) -> None:
    told["thread"] += 1


async def on_thread_end(_bot: Bot, _server_id: int, _thread_id: int) -> None:
    told["thread ended"] += 1


async def each_second(bot: Bot) -> int:
    """Tells each class once that its jar is full."""
    full = [guild for guild in bot.client.guilds if bot.get(JarRules).count(guild.id) == MOST and not told["full"]]
    for guild in full:
        told["full"] += 1
        prompts = await bot.class_prompts(guild.id)
        await guild.text_channels[0].send(view=sentence_view(prompts.render("jar", "full")), allowed_mentions=NOBODY)
    return len(full)


async def each_hour(_bot: Bot) -> None:
    told["hour"] += 1


async def forget(request: Request) -> list[str]:
    count = request.get(JarRules).marbles.pop((request.server_id, request.member_id), 0)
    return [request.prompts.render("jar", "forgot", JarContext(count))] if count else []


def add_subcommands(line: CommandLine) -> None:
    line.add("jar", "tell whether a server's jar is open", _tell, server=True)


def _tell(args: argparse.Namespace, tools: Tools) -> int:
    async def work(desk: Desk) -> int:
        print("open" if (await desk.settings(args.server)).own.get("jar_open") else "closed")
        return 0

    return tools.with_store(work)


JAR = Feature(
    name="jar",
    commands=add_commands,
    presses={AddMarble: add_marble, NameJarForm: open_name},
    forms=(Form(NameJar, build=build_name, send=send_name),),
    class_settings=(
        ClassSetting(
            name="jar_open",
            default=False,
            template="jar",
            fields=lambda prompts, value: [yes_no_field(prompts, "jar_open", value)],
            read=lambda given: given.get("jar_open") == "yes",
        ),
    ),
    actions=("jar named",),
    details="jar",
    help=(Help(15, "jar"),),
    at_change_end=at_change_end,
    at_undo=at_undo,
    on_change=on_change,
    on_message=on_message,
    on_thread_begin=on_thread_begin,
    on_thread_end=on_thread_end,
    each_second=each_second,
    each_hour=each_hour,
    forget=forget,
    command_line=add_subcommands,
)


@pytest.fixture(autouse=True)
def _listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its line in the list of features."""
    told.clear()
    monkeypatch.setattr(bot.app.features, "FEATURES", (*bot.app.features.FEATURES, JAR))


@pytest.fixture
def languages(tmp_path: Path) -> dict[str, Prompts]:
    """Its files in prompts/."""
    folder = tmp_path / "prompts"
    shutil.copytree(built_in("prompts"), folder)
    for locale in ("en", "es"):
        for name, text in (("jar.toml", LABELS), ("jar.md.j2", TEXTS), ("jar.errors.md.j2", REFUSALS)):
            (folder / locale / name).write_text(text, encoding="utf-8")
    return {locale: Prompts([folder], locale) for locale in ("en", "es")}


async def test_its_command_and_its_button_work_and_refuse(room: Classroom) -> None:
    shown = await room.type("jar", marbles=1)
    assert "1 marble in the jar" in text_of(shown)
    await room.press(shown, "Add a marble")
    assert "2 marbles in the jar" in text_of(shown)
    assert "The jar takes 3 marbles" in text_of(await room.type("jar", marbles=2))
    await room.press(shown, "Add a marble")
    assert await room.read(shown, "Add a marble") == "The jar takes 3 marbles; wait until it is emptied."


async def test_it_adds_a_subcommand_to_another_features_command(room: Classroom) -> None:
    await room.type("jar", marbles=2)
    assert "0 marbles in the jar" in text_of(await room.told("facts marbles"))
    room.let_see("facts", room.student)
    assert "Only moderators" in text_of(await room.told("facts marbles", by=room.student))


async def test_its_form_makes_a_change_that_the_history_tells_in_its_words(room: Classroom) -> None:
    form = await room.press(await room.told("jar"), "Name the jar", by=room.teacher)
    assert "The jar is called Ana." in text_of(await room.fill(form, jar_name="Ana"))
    history = text_of(await room.told("facts history"))
    assert "**Jar named**" in history
    assert "Its name is Ana." in history
    assert "3 letters" in history
    forged = await room.press(await room.type("jar"), "Name the jar")
    assert "Only moderators" in text_of(await room.fill(forged, by=room.student, jar_name="Bo"))
    await room.env.advance_time(1)
    assert told["jar named"] == 1


async def test_its_part_of_the_class_settings_has_a_line_a_form_and_a_value(
    room: Classroom, database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    office = manager(room)
    shown = await room.told("setup", by=office)
    assert "**The jar:** closed" in text_of(shown)
    form = await room.press(shown, "Open or close the jar", by=office)
    assert values_of(form) == {"jar_open": ["no"]}
    saved = await room.fill(form, by=office, jar_open=["yes"])
    assert "**The jar:** open" in text_of(saved)
    assert (await room.desk.settings(room.server.id)).own == {"jar_open": True}
    assert told["changed"] == 1
    history = await room.told("facts history")
    assert "Jar open: no → yes" in text_of(history)
    # Its subcommand of the command line reads what the bot has stored.
    monkeypatch.setenv("DATABASE_URL", database)
    assert await asyncio.to_thread(main, ["jar", "--server", str(room.server.id)]) == 0
    assert capsys.readouterr().out == "open\n"


async def test_it_is_told_when_a_change_is_made_and_taken_back(room: Classroom) -> None:
    await room.type("summary")
    saved = await room.fill(await room.ask("facts edit", fact="fact:1"), text="Changed.")
    assert told["changed"] == 1
    await room.press(saved, "Undo", by=room.teacher)
    assert told["undo of fact edited"] == 1
    await room.env.advance_time(1)
    assert (told["fact edited"], told["undone"]) == (1, 1)


async def test_its_events_its_seconds_and_its_hours_come(room: Classroom) -> None:
    await room.type("jar", marbles=MOST)
    await room.student.send(room.channel, "Look!")
    await room.env.advance_time(2)
    posts = [message for message in room.channel.history() if "The jar is full!" in repr(message.components)]
    assert len(posts) == 1
    assert told["message"] == 1
    before = told["hour"]
    await room.client.tidy()
    assert told["hour"] == before + 1
    await room.told("discuss")
    assert told["thread"] == 1
    await press_in(room, room.channel.threads[0], "Close", room.teacher)
    assert told["thread ended"] >= 1  # the bot ended it, and Discord tells that it is locked


async def test_two_settings_that_change_at_once_are_both_kept_and_undone(room: Classroom) -> None:
    await room.type("summary")
    server_id, who = room.server.id, Who(room.teacher.id, manages_messages=True, manages_server=True)
    async with room.desk.change(server_id, who, "manager") as change:
        server = await change.server()
        change.set_own(server, "jar_open", False, True)
        change.set_own(server, "count_participation", False, True)
        entry = await change.record("moderator", who.id, "class settings changed")
    assert (await room.desk.settings(server_id)).own == {"jar_open": True, "count_participation": True}
    await room.desk.get(History).undo(server_id, who, entry.id)
    assert (await room.desk.settings(server_id)).own == {"jar_open": False, "count_participation": False}


def test_no_setting_of_a_feature_is_called_as_a_column_of_the_server() -> None:
    assert not set(all_features().class_settings) & set(tables.server.c.keys())


async def fail(*_given: object) -> Any:
    raise RuntimeError("broken")


@pytest.fixture
def _one_is_broken(_listed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A feature before it in the list fails whenever it is told of something."""
    broken = Feature(
        name="broken",
        on_message=fail,
        on_thread_begin=fail,
        each_second=fail,
        each_hour=fail,
    )
    monkeypatch.setattr(bot.app.features, "FEATURES", (broken, *bot.app.features.FEATURES))


@pytest.mark.usefixtures("_one_is_broken")
async def test_what_another_feature_fails_at_keeps_nothing_from_it(
    room: Classroom, caplog: pytest.LogCaptureFixture
) -> None:
    await test_its_events_its_seconds_and_its_hours_come(room)
    assert "test_own_feature.fail failed" in caplog.text


async def test_what_it_keeps_of_a_person_goes_with_forget_me(room: Classroom) -> None:
    await room.type("jar", marbles=2)
    asked = await room.press(await room.type("privacy"), "Forget me")
    assert asked.response is not None
    assert "### Forgotten\n2 marbles went" in await room.read(asked.response, labels(asked.response)[-1])
    assert room.desk.get(JarRules).count(room.server.id) == 0


async def test_its_line_of_the_help_stands_where_it_says(room: Classroom) -> None:
    lines = text_of(await room.type("help")).splitlines()
    at = lines.index("`/jar` how many marbles the class has")
    assert "/questions" in lines[at - 1]
    assert "/handout" in lines[at + 1]


def test_two_features_cannot_have_one_code() -> None:
    class Voice(Action, code=Vote.code):
        """Another thing, under the code of a vote."""

    with pytest.raises(ValueError, match="one code"):
        Features((*bot.app.features.FEATURES, Feature(name="voices", presses={Voice: add_marble})))
