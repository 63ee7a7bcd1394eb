"""Numbers never come again: they belong to no server, so an old button finds nothing rather than something new."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

from bot.core.rules.library import Library
from bot.core.rules.servers import ServerRules
from bot.core.store.metadata import metadata
from bot.core.store.store import Store
from bot.core.ui.buttons import custom_id
from bot.core.ui.codec import Action
from bot.features.articles.rules import ArticleRules
from bot.features.discussions.buttons import AskNext, CloseDiscussion, GiveStarter
from bot.features.discussions.rules import DiscussionRules
from bot.features.facts.rules import FactRules
from bot.features.polls.buttons import ClosePoll, Vote
from bot.features.polls.rules import PollRules
from bot.features.weekly_questions.rules import WeeklyQuestionRules
from tests.discussions.samples import Discussions
from tests.kit.classroom import Classroom, answer_of, text_of
from tests.kit.faults import FaultyDiscord
from tests.kit.stock import Stock
from tests.kit.stores import MILL, MODERATOR, NEW, ONE, TWO, desk_on, every_row, filled, owned
from tests.polls.samples import Polls

NUMBERED = {"article", "discussion", "fact", "form", "history", "poll", "weekly_question"}


async def fill(store: Store, server_id: int) -> None:
    """Gives a server something of everything that has a number."""
    desk = await filled(store, None, server_id)
    article = (await desk.get(Library).cards(server_id))[0].id
    question = (await desk.get(DiscussionRules).questions(server_id, article))[0]
    await desk.get(DiscussionRules).begin(server_id, MODERATOR, question, 5)
    await desk.get(PollRules).make(
        server_id, MODERATOR, channel_id=5, question="?", answers=("a", "b"), anonymous=True, twice=False
    )
    weekly = desk.get(WeeklyQuestionRules)
    await weekly.add(server_id, MODERATOR, channel_id=5, article_id=None, weekday=1, minute=1)
    await desk.forms.keep(server_id, MODERATOR.id or 0, {"form": "x"}, {}, desk.now())


async def test_a_number_is_never_given_out_twice_not_even_after_its_server_was_erased(store: Store) -> None:
    tables = {table.name for table in metadata.sorted_tables if "id" in table.c}
    assert tables - {"server", "channel"} == NUMBERED  # whose numbers are Discord's
    given: dict[str, set[int]] = {name: set() for name in NUMBERED}
    for server_id in (ONE, TWO, ONE, TWO):
        await fill(store, server_id)
        rows = owned(await every_row(store), server_id)
        for name in NUMBERED:
            new = {row["id"] for row in rows[name]}
            assert new, name
            assert not new & given[name], name
            given[name] |= new
        await desk_on(store).get(ServerRules).erase(server_id)


async def test_servers_that_take_numbers_at_the_same_moment_get_different_ones(store: Store) -> None:
    desk = await filled(store, None, ONE, TWO)
    articles = [(await desk.get(Library).cards(server))[0].id for server in (ONE, TWO)]
    works: list[Awaitable[object]] = []
    for i in range(8):
        for server, article in zip((ONE, TWO), articles, strict=True):
            given = NEW | {"counts": f"for plan {i}"}
            works.append(desk.get(FactRules).add(server, MODERATOR, "figure", article, given))
            works.append(desk.get(ArticleRules).add(server, MODERATOR, MILL))
    await asyncio.gather(*works)
    rows = await every_row(store)
    for name in ("article", "fact"):
        ids = [row["id"] for row in rows[name]]
        assert len(set(ids)) == len(ids)
    assert len(rows["article"]) == 2 + 16


async def test_source_on_a_line_from_before_the_server_was_erased_shows_nothing_of_now(room: Classroom) -> None:
    old = await room.type("figures")
    await room.desk.get(ServerRules).erase(room.server.id)
    assert "2,600" in text_of(await room.type("figures"))
    assert "no longer" in await room.read(old, "Source")


async def test_a_press_on_a_poll_that_was_lost_counts_in_no_later_one(room: Classroom, wire: FaultyDiscord) -> None:
    wire.fail("POST", "/channels/*/messages", status=502, taken=True, times=5)
    await room.ask("poll", question="Lost?", anonymous=True)
    [lost] = room.channel.history()
    async with room.desk.store.writing() as connection:  # as after the day for which nobody knows of it
        await connection.execute(metadata.tables["poll"].delete())
    wire.mend()
    await room.ask("poll", question="Found?", anonymous=True)
    result = await room.student.click(lost, custom_id=custom_id(Vote(1, 0)))
    assert "no longer here" in text_of(answer_of(result))
    [poll] = (await every_row(room.desk.store))["poll"]
    assert poll["counts"] == [0, 0, 0]
    room.acknowledge_errors()


async def test_a_press_on_a_message_that_is_not_the_polls_or_the_discussions_own_does_nothing(held: Stock) -> None:
    room = held.room
    poll, talk = held.get(Polls).poll, held.get(Discussions).discussion
    actions: list[Action] = [Vote(poll, 0), ClosePoll(poll), GiveStarter(talk), AskNext(talk), CloseDiscussion(talk)]
    for action in actions:
        message = await room.post_button(custom_id(action))
        await room.post_button(custom_id(action))  # which it stands on now
        before = await every_row(room.desk.store)
        assert "no longer" in text_of(answer_of(await room.teacher.click(message, custom_id=custom_id(action))))
        assert await every_row(room.desk.store) == before
