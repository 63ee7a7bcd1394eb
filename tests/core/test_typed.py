"""What moderators and students type is shown as they typed it wherever it is shown; what can't be stored is named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import discord
import pytest
import simcord
from markdown_it import MarkdownIt

from bot.core.model.fact import KINDS, Kind
from bot.core.model.fact_fields import written
from bot.core.model.people import OPERATOR
from bot.core.packs.zipping import read_upload
from bot.features.articles.importing import ImportRules
from bot.features.facts.forms import FACT_FIELDS
from tests.conftest import MakeClassroom
from tests.kit.classroom import Classroom, answer_of, labels, shown_values, walk
from tests.kit.stores import every_row

# Each is 60 characters at most: what is echoed in a sentence or a log is not cut short.
TYPED = (
    "@everyone and @here, <@1> <@!1> <#2> <@&3> </x:4> <:e:5>",
    "# heading **bold** _it_ __u__ ~~s~~ ||spoiler|| `code`",
    "- list [x](https://evil.example) https://evil.example",
    "> quote ```fence``` ***both*** <https://evil.example>",
    "1. one {{ 7*7 }} {% raw %} {# c #} \\*slash\\* \\\\",
    "turned \u202eround\u202c, zero\u200bwidth, \U0001f600 \U0001f468\u200d\U0001f469",
    "-# small ### deep <t:0:R> <id:home> a*b*c snake_case_word",
    ">>> all [y]: https://evil.example/#x_y_z &amp; <b>html</b>",
    "+ plus 2) two • a | b | ~~~ [z][y] ![i](https://x.example)",
    "x" * 60,
)
LIVE = ("@everyone", "@here", "<@1>", "<@!1>", "<#2>", "<@&3>", "</x:4>", "<:e:5>", "<t:0", "<id:", "||", "](", "```")
LONG = "\n".join((*TYPED, "a\ttab", "", "after a blank line"))
BODY = "\n\n".join(TYPED)
# What Discord has of Markdown; the parser's other constructs would find formatting where Discord shows none.
PARSER = MarkdownIt("commonmark").enable("strikethrough").disable(["code", "hr", "lheading", "html_block", "entity"])
UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069]")


def flat(text: str) -> str:
    """Without what isn't seen and on one line, as an echo shows it."""
    return " ".join(UNSEEN.sub("", text).split())


def seen(markdown: str) -> str:
    """What a reader sees of a text of the bot's, on one line. Fails where a mention, a link or a spoiler is live."""
    live = re.sub(r"\\.", "", markdown, flags=re.DOTALL)
    assert not [mark for mark in LIVE if mark in live], markdown
    assert not re.search(r"https?://|^\s*(> )?-# small", live, re.MULTILINE), markdown
    words = []
    for token in PARSER.parse(markdown):
        assert token.type != "fence", markdown
        for child in token.children or ():
            assert child.type not in ("link_open", "image", "code_inline", "html_inline"), markdown
            words.append(" " if child.type in ("softbreak", "hardbreak") else child.content)
        words.append("\n")
    return flat("".join(words))


def parts(message: Any) -> list[str]:
    """The texts of a message as they are now: turning a page changes them in place."""
    return [c["content"] for c in walk(message.components) if c["type"] == 10]


def shows(texts: Sequence[str], *typed: str, exact: bool = False) -> None:
    """Holds that all of this is seen. ``exact``: each character of it is there, those that aren't seen too."""
    text = "\n".join(seen(part) for part in texts)
    bare = "\n\n".join(re.sub(r"\\(.)|[\u2067-\u2069]", r"\1", part, flags=re.DOTALL) for part in texts)
    for each in typed:
        assert flat(each) in text, f"{each!r} is not seen in:\n{text}"
        assert not exact or each in bare, f"{each!r} is not in:\n{bare}"


def odd(number: int) -> str:
    return TYPED[number % len(TYPED)]


def given_for(kind: Kind, number: int) -> dict[str, Any]:
    """A fact with an odd text in every field, another one in each; the article's own words where it must be those."""
    given: dict[str, Any] = {}
    for i, name in enumerate(FACT_FIELDS[kind]):
        if name not in ("length", "stage"):
            given[name] = odd(number) if name in ("value", "role", "quote") else odd(number + i + 1)
    if "text" in given and not number:
        given["text"] = LONG
    return given


class Odd:
    """A server with an article of odd texts, somebody who may do everything, and a log channel."""

    def __init__(self, room: Classroom, log: simcord.ChannelHandle) -> None:
        self.room, self.log, self.read = room, log, 0

    async def told(self, command: str, **options: Any) -> list[str]:
        return parts(await self.room.told(command, **options))

    async def logged(self) -> list[str]:
        """The texts that came into the log channel since the last look."""
        await self.room.client.tick()
        messages = self.log.history()
        new, self.read = messages[self.read :], len(messages)
        stored = [self.room.env.backend.get_message(self.log.id, message.id) for message in new]
        return [text for message in stored for text in parts(message)]

    async def pages(self, command: str, press: str = "", **options: Any) -> list[str]:
        """The texts of all pages of an answer; or of what is shown by a button that is beside its items."""
        message, teacher = await self.room.told(command, **options), self.room.teacher
        texts: list[str] = []
        while True:
            texts += [] if press else parts(message)
            for nth in range(labels(message).count(press)):
                texts += parts(answer_of(await self.room.press(message, press, nth=nth, by=teacher)))
            if "Next ›" not in labels(message):
                return texts
            await self.room.press(message, "Next ›", by=teacher)


@pytest.fixture
async def held(make_classroom: MakeClassroom) -> Odd:
    """The log channel was chosen in the form of /setup, the article was typed into the form of /article add."""
    room = await make_classroom(default=None)
    rights = discord.Permissions(manage_messages=True, manage_guild=True)
    heads = room.server.create_role("Heads", permissions=rights)
    room.teacher = room.server.add_member(room.env.create_user("head"), roles=[heads])
    found = Odd(room, room.server.create_text_channel("log"))
    shown = await room.press(await room.told("setup"), "Change", by=room.teacher)
    shows(parts(await room.fill(shown, log_channel=[found.log])), "Saved")
    added = await room.fill(await room.ask("article add"), title=TYPED[0], body_1=BODY)
    shows(parts(added), TYPED[0])
    await room.client.tick()
    shows(await found.logged(), "Article added by", TYPED[0])
    return found


ANSWERS: dict[Kind, tuple[str, dict[str, str]]] = {
    "summary": ("summary", {}),
    "figure": ("figures", {"show": "numbers"}),
    "person": ("figures", {"show": "people"}),
    "question": ("questions", {}),
}
SAID: dict[Kind, tuple[str, ...]] = {
    "summary": ("text",),
    "figure": ("value", "counts"),
    "person": ("name", "role", "text"),
    "question": ("text",),
}


@pytest.mark.parametrize("kind", KINDS)
async def test_what_is_typed_into_a_fact_is_shown_as_typed_everywhere(held: Odd, kind: Kind) -> None:
    room, typed = held.room, [given_for(kind, number) for number in range(len(TYPED))]
    for given in typed:
        saved = parts(await room.fill(await room.ask("facts add", kind=kind), **given))
        first = [given[name].split("\n")[0] for name in SAID[kind]]
        shows(saved, "Added", *first)
        short = [text.split("\n")[0] for text in given.values()]
        shows(await held.logged(), "Fact added by", *first, *short)
    shows(await held.told("facts history"), *(given[SAID[kind][0]] for given in typed[-4:]))
    listed = await held.pages("facts list")
    shows(listed, *(given[name].split("\n")[0] for given in typed for name in SAID[kind]))
    command, options = ANSWERS[kind]
    answered = await held.pages(command, **options)
    for given in typed:
        shows(answered, *(text for name, text in given.items() if name != "quote"), exact=True)
    spoken = [given["speaker"] for given in typed if "speaker" in given]
    shows(await held.pages(command, "Source", **options), *TYPED, *spoken, exact=True)
    message = await room.told("article export")
    shows(parts(message), "Exported", TYPED[0])
    file = message.attachments[0]
    pack, problems = read_upload(file.filename, await file.read())
    assert problems == []
    assert pack == await room.desk.get(ImportRules).export(room.server.id, OPERATOR, 1)
    assert pack is not None
    assert (pack.article.title, pack.article.body) == (TYPED[0], BODY)
    standard = {"summary": {"length": "full"}, "question": {"stage": "core"}}.get(kind, {})
    assert [written(fact) for fact in pack.facts] == [given | standard for given in typed]


async def test_what_is_typed_into_an_articles_details_is_shown_as_typed_everywhere(held: Odd) -> None:
    room = held.room
    await room.fill(await room.ask("facts add", kind="summary"), text="A fact.", quote=TYPED[0])
    for number in range(len(TYPED)):
        title, source, date, note = (odd(number + i) for i in range(4))
        form = await room.ask("article edit")
        shows(parts(await room.fill(form, title=title, source=source, date=date, content_note=note)), "Saved", title)
        shows(await held.logged(), source, date, note)
        shows(await held.told("facts history"), source, date, note)
        shows(await held.told("articles"), title, source, date, exact=True)
        shows(await held.told("facts list"), title, exact=True)
        shows(await held.told("summary"), title, note, exact=True)
        shows(await held.pages("summary", "Source"), title, source, date, exact=True)
    shows(await held.pages("articles", "Read"), *TYPED, exact=True)


async def test_what_is_suggested_and_why_it_is_not_taken_is_shown_as_typed(held: Odd) -> None:
    room = held.room
    for number in range(1, len(TYPED) + 1):
        kind, reason = KINDS[number % 4], odd(number + 5)
        given = given_for(kind, number % len(TYPED))
        lines = [text.split("\n")[0] for text in given.values()]
        form = await room.ask("suggest", by=room.student, kind=kind)
        shows(parts(await room.fill(form, by=room.student, **given)), "Thank you", lines[0])
        shows(await held.logged(), "Fact proposed by a student", *lines)
        review = await room.told("facts review")
        shows(parts(review), TYPED[0], *lines)
        form = await room.press(review, "Reject", by=room.teacher)
        shows(parts(await room.fill(form, reason=reason)), "Nothing waits.")
        shows(await held.logged(), "Proposal rejected", reason)
        shows(await held.told("facts history"), "Proposal rejected", reason)
        mine = await room.press(await room.told("privacy", by=room.student), "What I proposed")
        shows(parts(answer_of(mine)), lines[0], reason)


UNFIT = ("\x00", "\x1b", "\ud800")
DETAILS = {"title": "Title", "source": "Source", "link": "Link", "date": "Date", "content_note": "Content note"}


async def refused(held: Odd, shown: simcord.InteractionResult, field: str, character: str, **typed: Any) -> None:
    """Holds that a form with this character is refused by its field's name, and opens again with what was typed."""
    assert shown.modal is not None
    label = next(row["label"] for row in shown.modal["components"] if row["component"]["custom_id"] == field)
    store = held.room.desk.store
    before = await every_row(store)
    own = shown_values(shown.modal)
    message = await held.room.fill(shown, **typed)
    named = f"There is a character that can’t be shown, U+{ord(character):04X}, in {label}; take it out."
    shows(parts(message), "Not saved yet", named)
    after = await every_row(store)
    assert {name for name in after if after[name] != before[name]} <= {"form", "counter"}
    again = await held.room.press(message, "Open the form again", by=held.room.teacher)
    assert again.modal is not None
    for name, value in (own | typed).items():
        opened = shown_values(again.modal)[name]
        assert opened == _sendable(value), name  # what Discord might refuse in a form is what was to be taken out


def _sendable(value: Any) -> Any:
    return re.sub("[\x00\x1b\ud800]", "", value) if isinstance(value, str) else value


@pytest.mark.parametrize("character", UNFIT, ids=["NUL", "ESC", "surrogate"])
async def test_a_character_that_cannot_be_stored_is_refused_by_the_name_of_its_field(held: Odd, character: str) -> None:
    room = held.room
    for kind in KINDS:
        good = dict.fromkeys(given_for(kind, 1), TYPED[1])
        for field in good:
            if field in ("quote", "value", "role"):  # what isn't in the article is refused for that
                continue
            form = await room.ask("facts add", kind=kind)
            await refused(held, form, field, character, **good | {field: f"odd{character}text"})
    for field in DETAILS:
        await refused(held, await room.ask("article edit"), field, character, **{field: f"https://a{character}b"})
    form = await room.ask("article add")
    await refused(held, form, "body_1", character, title="New", body_1=f"odd{character}text")
    await refused(held, await room.ask("article correct"), "body_1", character, body_1=f"odd{character}text")
    form = await room.ask("suggest", by=room.student, kind="summary")
    await room.fill(form, by=room.student, text="Proposed.", quote=TYPED[0])
    form = await room.press(await room.told("facts review"), "Reject", by=room.teacher)
    await refused(held, form, "reason", character, reason=f"odd{character}text")
