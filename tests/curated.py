"""A server with something of everything that moderators work on, and an example of every button and form."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import simcord
from simcord.actors import _dispatch_actor_interaction
from simcord.enums import InteractionType

from bot.core.model.article import Article
from bot.core.model.errors.changes import NothingToChange
from bot.core.model.fact_fields import build_content
from bot.core.model.people import Who
from bot.core.model.quotes import Body
from bot.core.packs.reading import Pack
from bot.core.packs.writing import write_pack
from bot.core.ui.actions import WrittenAction
from bot.core.ui.curating import ChoosePlace, ConfirmForm, DropForm, ReopenForm, SaveAnyway, UndoChange
from bot.core.ui.purposes import (
    FORM_PREFIX,
    AddArticle,
    AddFact,
    ChangeClass,
    ChangeSetup,
    CorrectArticle,
    EditArticle,
    EditFact,
    ImportPack,
    Purpose,
    RejectFact,
    SendQuestions,
    SuggestFact,
    UseMessage,
    WriteQuestions,
    purpose_text,
)
from bot.features.articles.buttons import EditArticleForm, FollowServer, MakeCurrent, UnarchiveArticle
from bot.features.articles.rules import body_mark, details_mark
from bot.features.discussions.buttons import AskNext, CloseDiscussion, GiveStarter
from bot.features.discussions.posting import post_question
from bot.features.facts.buttons import AddFactForm, ChangeFact, EditFactForm, ListFacts
from bot.features.history.buttons import ShowHistory
from bot.features.polls.buttons import AskAgain, ClosePoll, Vote
from bot.features.privacy.buttons import ForgetMe
from bot.features.settings.buttons import ClassForm, SetupForm
from bot.features.suggestions.buttons import (
    ApproveDraft,
    BlockProposer,
    FromMessage,
    RejectDraft,
    ReviewDraft,
    ShowMine,
    UnblockMember,
    UnblockProposer,
)
from bot.features.weekly_questions.buttons import ListSchedules, PauseSchedule, RemoveSchedule, ResumeSchedule, SkipDate
from bot.features.wonder.buttons import (
    WonderAbout,
    WonderAnew,
    WonderFocus,
    WonderGo,
    WonderPick,
    WonderWords,
    WonderWrite,
)
from tests.classroom import Classroom, text_of, walk
from tests.stores import correct

TWICE = "It lost 300 jobs"


def pack_of(word: str) -> Pack:
    """An article with a fact of every kind; the word is in all that could be shown of it."""
    text = f"""The {word} closed in March. {TWICE}.

"We were told late," said Ana {word}, who led the {word} union. Nobody of {word} was asked.

A second {word} may open. {TWICE}."""
    body = Body(text)
    facts = (
        build_content("summary", {"text": f"{word} closed.", "quote": f"The {word} closed in March."}, body),
        build_content("summary", {"text": f"{word} may open.", "quote": f"A second {word} may open."}, body),
        build_content("figure", {"value": "300", "counts": f"{word} jobs", "quote": TWICE, "place": 2}, body),
        build_content("person", {"name": f"Ana {word}", "text": "led it", "quote": f"who led the {word} union"}, body),
        build_content("question", {"text": f"Why {word}?", "quote": f"Nobody of {word} was asked."}, body),
    )
    return Pack("", Article(title=f"On {word}", body=text, source=f"{word} paper"), facts)


@dataclass
class Stock:
    """What there is in a server, by number. ``forms`` has the kept forms of each member, by what they are."""

    room: Classroom
    word: str
    article: int
    second: int
    archived: int
    fact: int
    retired: int
    drafts: tuple[int, int, int]
    undo: int
    undo_setup: int
    channel: int
    blocked: int
    body: int
    details: int
    written: int
    question: int
    discussion: int
    poll: int
    schedule: int
    paused: int
    day: int
    forms: dict[int, dict[str, int]] = field(default_factory=dict)


async def stock(room: Classroom, word: str = "mill") -> Stock:
    """Gives a server of everything something."""
    library, server = room.bot.replies.library, room.server.id
    teacher, student = Who(room.teacher.id, manages_messages=True), Who(room.student.id)
    manager = Who(room.teacher.id, manages_server=True)
    articles = [
        (await library.articles.add(server, teacher, pack_of(name))).article
        for name in (word, f"{word} again", f"{word} of old")
    ]
    article, second, archived = [row.id for row in articles]
    own = room.server.create_text_channel(f"{word}-{article}")
    first = (await library.listed_facts(
        server, teacher, article_id=article, kind=None, state=None, offset=0, limit=1
    ))[0][0].fact  # fmt: skip
    await library.articles.archive(server, teacher, archived)
    await library.articles.make_current(server, teacher, second, own.id)
    text = articles[1].article.body.replace("Nobody of", "Not one of")
    assert await correct(library, server, text, second) == 1
    drafts = []
    for counts in ("one", "two"):
        given = {"value": "300", "counts": f"{word} {counts}", "quote": TWICE, "place": 1}
        drafts.append((await library.proposals.propose(server, student, "figure", article, given)).fact.id)
    retired = await library.facts.retire(server, teacher, first.id + 1)
    await library.proposals.set_blocked(server, teacher, room.other.id, True)
    setup = 0
    with contextlib.suppress(NothingToChange):
        setup = (await library.servers.set_up(
            server, manager, editor_roles=[], answers_public=None, log_channel_id=room.channel.id
        )).id  # fmt: skip
    poll = await library.polls.make(
        server, teacher, channel_id=room.channel.id, question=f"Whose {word}?", answers=(f"{word}'s", "none's"),
        anonymous=True, twice=True,
    )  # fmt: skip
    await library.polls.posted(poll, 1)
    weekly = []
    for weekday in (0, 3):
        weekly.append(await library.schedules.add(
            server, teacher, channel_id=room.channel.id, article_id=article, weekday=weekday, minute=510
        ))  # fmt: skip
    await library.schedules.pause(server, teacher, weekly[1].id)
    return Stock(
        room=room,
        word=word,
        article=article,
        second=second,
        archived=archived,
        fact=first.id,
        retired=first.id + 1,
        drafts=(first.id + 9, drafts[0], drafts[1]),
        undo=retired.entry.id,
        undo_setup=setup,
        channel=own.id,
        blocked=room.other.id,
        body=body_mark(articles[0].article),
        details=details_mark(articles[0].article),
        written=first.written,
        question=first.id + 4,
        discussion=await _discussed(room, first.id + 4),
        poll=poll.id,
        schedule=weekly[0].id,
        paused=weekly[1].id,
        day=weekly[0].next_day.toordinal(),
    )


async def _discussed(room: Classroom, fact_id: int) -> int:
    """Has a question posted with its thread, and writes one more for later. Returns the discussion's number."""
    library, teacher = room.bot.replies.library, Who(room.teacher.id, manages_messages=True)
    question = await library.discussions.question(room.server.id, fact_id)
    later = {"text": "Who decided?", "quote": question.content.quote.text}
    await library.facts.add(room.server.id, teacher, "question", question.article_id, later)
    posted = await post_question(room.bot, room.bot.replies, room.server.id, room.channel.id, question)
    assert posted is not None
    return posted.id


async def keep_forms(stock: Stock, member_id: int) -> dict[str, int]:
    """Keeps a form of every kind for a member, as if they had filled them in. Returns their numbers."""
    word = stock.word
    figure = {"value": "300", "counts": f"{word} kept", "quote": TWICE}
    new = {name: text.decode() for name, text in write_pack(pack_of(f"{word} imported")).items()}
    whole = pack_of(word).article.body.replace("March", "April")
    typed: dict[str, tuple[Purpose, dict[str, Any]]] = {
        "add": (AddFact("figure", stock.article), figure),
        "suggest": (SuggestFact("figure", stock.article), figure),
        "edit": (EditFact("summary", stock.fact, 0), {"text": f"{word} kept."}),
        "correct": (CorrectArticle(stock.article, stock.body), {"whole": whole}),
        "import": (ImportPack(), {"slug": f"{word}-new", "mark": "", "files": new}),
        "message": (UseMessage(stock.article), {"text": f"{word} said.", "quote": "", "own": True}),
    }
    forms, server = stock.room.bot.replies.library.forms, stock.room.server.id
    numbers = {
        name: await forms.keep(server, member_id, {"form": purpose_text(purpose)}, given, 1_767_225_600)
        for name, (purpose, given) in typed.items()
    }
    stock.forms[member_id] = numbers
    return numbers


def actions(stock: Stock, kept: Mapping[str, int]) -> dict[type, list[WrittenAction]]:
    """Every kind of button, with what it could act on in this stock. ``kept``: the forms of whoever presses."""
    lost, one, two = stock.drafts
    return {
        ListFacts: [ListFacts(stock.article, None, None, 1)],
        ChangeFact: [
            ChangeFact("retire", stock.fact, None, None, 1),
            ChangeFact("restore", stock.retired, None, None, 1),
            ChangeFact("down", stock.fact, None, None, 1),
            ChangeFact("up", stock.retired, None, None, 1),
        ],
        AddFactForm: [AddFactForm(kind, stock.article) for kind in ("summary", "question")],
        EditFactForm: [EditFactForm(number) for number in (stock.fact, stock.retired, one)],
        ShowHistory: [ShowHistory(0, 1), ShowHistory(stock.fact, 1, 1)],
        UndoChange: [UndoChange(stock.undo, 0, 0), UndoChange(stock.undo, stock.retired, 1)],
        ReopenForm: [ReopenForm(kept["add"])],
        ChoosePlace: [ChoosePlace(kept["add"], 1)],
        SaveAnyway: [SaveAnyway(kept["edit"])],
        DropForm: [DropForm(kept["suggest"])],
        FromMessage: [FromMessage("person", kept["message"])],
        ReviewDraft: [ReviewDraft(0), ReviewDraft(lost, 1)],
        ApproveDraft: [ApproveDraft(one)],
        RejectDraft: [RejectDraft(two)],
        BlockProposer: [BlockProposer(two)],
        UnblockMember: [UnblockMember(stock.blocked)],
        UnblockProposer: [UnblockProposer(one)],
        ShowMine: [ShowMine()],
        ForgetMe: [ForgetMe(0)],
        MakeCurrent: [MakeCurrent(stock.second)],
        FollowServer: [FollowServer(stock.channel)],
        UnarchiveArticle: [UnarchiveArticle(stock.archived)],
        EditArticleForm: [EditArticleForm(stock.article)],
        ConfirmForm: [ConfirmForm(kept["correct"]), ConfirmForm(kept["import"])],
        SetupForm: [SetupForm()],
        ClassForm: [ClassForm()],
        GiveStarter: [GiveStarter(stock.discussion)],
        AskNext: [AskNext(stock.discussion)],
        CloseDiscussion: [CloseDiscussion(stock.discussion)],
        Vote: [Vote(stock.poll, 0)],
        WonderFocus: [WonderFocus(stock.article, 1, None)],
        WonderAbout: [WonderAbout(stock.article, 1, None)],
        WonderGo: [WonderGo(kept["add"], "sort", 1)],
        WonderWrite: [WonderWrite(kept["add"], "write")],
        WonderPick: [WonderPick(kept["add"], 0, 1)],
        WonderWords: [WonderWords(kept["add"])],
        WonderAnew: [WonderAnew(kept["add"], 0)],
        ClosePoll: [ClosePoll(stock.poll)],
        AskAgain: [AskAgain(stock.poll)],
        ListSchedules: [ListSchedules(1)],
        ResumeSchedule: [ResumeSchedule(stock.paused, 0)],
        SkipDate: [SkipDate(stock.schedule, stock.day, 1)],
        PauseSchedule: [PauseSchedule(stock.schedule, 1)],
        RemoveSchedule: [RemoveSchedule(stock.paused, 0), RemoveSchedule(stock.schedule, 1)],
    }


def purposes(stock: Stock) -> dict[type, tuple[Purpose, dict[str, Any]]]:
    """Every kind of form, filled in so that it would be taken from whoever has the right."""
    figure = {"value": "300", "counts": "sent", "quote": f"The {stock.word} closed in March. {TWICE}"}
    return {
        AddFact: (AddFact("figure", stock.article), figure),
        SuggestFact: (SuggestFact("figure", stock.article), figure | {"counts": "proposed"}),
        EditFact: (EditFact("summary", stock.fact, stock.written), {"text": "Sent."}),
        RejectFact: (RejectFact(stock.drafts[1]), {"reason": "No."}),
        AddArticle: (AddArticle(), {"title": "Sent", "body_1": "Some text."}),
        EditArticle: (EditArticle(stock.article, stock.details), {"title": "Sent"}),
        CorrectArticle: (CorrectArticle(stock.article, stock.body), {"body_1": "Another text."}),
        ImportPack: (ImportPack(), {}),
        UseMessage: (UseMessage(stock.article), {"text": "Sent."}),
        WriteQuestions: (WriteQuestions(stock.article, 0, "sort"), {"questions": "Why did nobody ask?"}),
        SendQuestions: (SendQuestions(), {"words_1": TWICE}),
        ChangeSetup: (ChangeSetup(), {"editor_roles": [], "answers": ["public"], "log_channel": []}),
        ChangeClass: (
            ChangeClass(),
            {
                "language": ["en"],
                "time_zone": "Europe/Madrid",
                "count_participation": ["yes"],
                "hide_behind_note": ["no"],
            },
        ),
    }


_SELECTS = {"editor_roles": 6, "log_channel": 8}


async def send(
    room: Classroom, by: simcord.MemberActor, purpose: Purpose, fields: Mapping[str, Any]
) -> simcord.InteractionResult:
    """Sends a form that nobody opened: its ``custom_id`` and its fields are the sender's own."""
    components = []
    for name, value in fields.items():
        if isinstance(value, list):
            leaf = {"type": _SELECTS.get(name, 3), "custom_id": name, "values": value}
        else:
            leaf = {"type": 4, "custom_id": name, "value": value}
        components.append({"type": 18, "component": leaf})
    data = {"custom_id": FORM_PREFIX + purpose_text(purpose), "components": components}
    return await _dispatch_actor_interaction(by, InteractionType.MODAL_SUBMIT, room.channel, data)


def told_once(result: simcord.InteractionResult) -> str:
    """The one sentence that somebody was refused with: nothing else was shown, and nobody else sees it."""
    assert result.modal is None, "a form was opened"
    messages = [message for message in (result.response, *result.followups) if message is not None]
    assert len(messages) == 1, "not one message"
    [message] = messages
    components = list(walk(message.components))
    texts = [part["content"] for part in components if part["type"] == 10]
    assert len(texts) == 1, texts
    assert not [part for part in components if part["type"] == 2], "a button beside a refusal"
    assert message.ephemeral
    assert texts[0].endswith(".")
    assert "\n" not in texts[0]
    return str(texts[0])


def all_shown(result: simcord.InteractionResult) -> str:
    """Every word that somebody saw after something was done: in messages and in a form."""
    messages = [message for message in (result.response, *result.followups) if message is not None]
    return "\n".join([*(text_of(m) for m in messages), str([m.components for m in messages]), str(result.modal)])
