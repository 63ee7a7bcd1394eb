"""Packs and texts at the limits, as a moderator sends them: they are done outside the loop that answers everybody."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.core.model.article import Article
from bot.core.model.bounds import BODY_MOST, FACTS_MOST, PARAGRAPHS_MOST
from bot.core.model.errors.changes import EditedMeanwhile
from bot.core.model.errors.work import WorkStopped
from bot.core.model.fact import Content
from bot.core.model.fact_fields import build_content
from bot.core.model.grounds import Grounds
from bot.core.packs.reading import Pack
from bot.core.packs.zipping import zip_pack
from bot.core.rules.desk import Desk
from bot.core.rules.library import Library
from bot.core.rules.undoing import History
from bot.features.articles.importing import ImportRules
from bot.features.articles.rules import ArticleRules, body_mark
from bot.features.facts.rules import FactRules
from tests.core.test_bounds import IN_FACTS
from tests.core.test_long_work import LARGE, at_work, until
from tests.core.test_packzip import ARTICLE, zipped
from tests.kit import long_jobs
from tests.kit.classroom import Classroom, answer_of, text_of
from tests.kit.stores import MODERATOR, NEW, ONE, TWO, article_of, entries_of, facts_of, filled, misplaced


def large(facts: int = 60, word: str = "mill") -> Pack:
    """A pack that is too large to be looked at in the bot itself."""
    size = BODY_MOST // PARAGRAPHS_MOST - 2
    lines = [f"Line {i} of the {word} is".ljust(size, "y") for i in range(PARAGRAPHS_MOST // 2)]
    text = "\n\n".join(lines)
    article = Article(title="Large", body=text)
    grounds = Grounds(article)
    made: list[Content] = [
        build_content("figure", {"value": f"{i}", "counts": f"lines, {i}", "quote": f"Line {i} of the {word}"}, grounds)
        for i in range(facts)
    ]
    return Pack("large", article, tuple(made))


async def test_a_large_pack_comes_in_is_corrected_and_goes_out(room: Classroom) -> None:
    pack = large()
    added = await room.told("article add", file=("large.zip", zip_pack(pack)))
    assert "60 facts" in text_of(added)
    shown = await room.told("article import", file=("large.zip", zip_pack(replace(pack, facts=pack.facts[1:]))))
    assert "1 retired" in text_of(shown)
    assert "Imported" in text_of(answer_of(await room.press(shown, "Import", by=room.teacher)))
    text = pack.article.body.replace("Line 7 of the mill", "Line 7 of a mill")
    shown = await room.told("article correct", article="large", file=("large.txt", text.encode()))
    done = text_of(answer_of(await room.press(shown, "Correct the text", by=room.teacher)))
    assert "1 fact" in done
    message = await room.told("article export", article="large")
    [attachment] = message.attachments
    again = await room.told("article import", file=("large.zip", await attachment.read()))
    assert "1 retired" in text_of(again) or "Nothing to import" in text_of(again)
    assert misplaced(await facts_of(room.desk.store, room.server.id, 2), text) == []


@pytest.mark.parametrize("name", ["dotted keys", "empty facts", "an integer", "a place"])
@pytest.mark.parametrize("command", ["article import", "article add", "article correct"])
async def test_an_attack_is_refused_with_a_sentence(room: Classroom, name: str, command: str) -> None:
    await room.type("summary")
    text, said = IN_FACTS[name]
    data = zipped({"article.md": ARTICLE, "facts.toml": text})
    assert said in text_of(await room.told(command, file=("x.zip", data)))


async def test_who_waits_for_a_turn_is_told_and_answered_in_the_end(room: Classroom, tmp_path: Path) -> None:
    await room.type("summary")
    work = room.desk.long_work
    others = [asyncio.create_task(work.run(i, long_jobs.wait_for, str(tmp_path / str(i)), size=LARGE)) for i in (1, 2)]
    pids = [await at_work(tmp_path / str(i)) for i in (1, 2)]
    asked = asyncio.create_task(room.told("article import", file=("large.zip", zip_pack(large()))))
    await until(lambda: work.waiting == [room.server.id])
    await until(lambda: any("waits its turn" in str(request) for request in room.env.http_requests))
    assert not asked.done()
    for i in (1, 2):
        (tmp_path / str(i)).unlink()
    assert await asyncio.gather(*others) == pids
    assert "60 facts" in text_of(await asked)


async def test_another_server_is_answered_and_writes_while_one_waits_for_long_work(desk: Desk, tmp_path: Path) -> None:
    await filled(desk.store, None, TWO)
    held = asyncio.create_task(desk.long_work.run(ONE, long_jobs.wait_for, str(tmp_path / "x"), size=LARGE))
    await at_work(tmp_path / "x")
    pack = large()
    upload = asyncio.create_task(desk.get(ImportRules).read(ONE, MODERATOR, "x.zip", zip_pack(pack)))
    text = pack.article.body
    body = body_mark((await article_of(desk.store, ONE)).article)
    plan = asyncio.create_task(desk.get(ArticleRules).correct(ONE, MODERATOR, 1, text, body))
    await until(lambda: desk.long_work.waiting == [ONE, ONE])
    assert len((await desk.get(Library).shelf(TWO, None)).facts) == 6
    await desk.get(FactRules).add(TWO, MODERATOR, "figure", await desk.get(Library).current(TWO, None), NEW)
    await desk.get(FactRules).add(ONE, MODERATOR, "question", 1, {"text": "When?", "quote": "It has met twice."})
    assert not upload.done()
    assert not plan.done()
    (tmp_path / "x").unlink()
    await held
    assert await upload == (pack, [])
    with pytest.raises(EditedMeanwhile):  # the fact that was added while it was planned
        await plan
    assert [entry.action for entry in await entries_of(desk, ONE)] == ["article added", "fact added"]


async def test_the_most_facts_fit_and_are_answered_from(desk: Desk) -> None:
    pack = large(FACTS_MOST)
    done = await desk.get(ArticleRules).add(ONE, MODERATOR, pack)
    assert len((await desk.get(Library).shelf(ONE, done.article.id)).facts) == FACTS_MOST


async def test_an_undo_asks_for_many_facts_at_once(desk: Desk) -> None:
    pack = large(50)
    await desk.get(ArticleRules).add(ONE, MODERATOR, pack)
    await desk.get(ImportRules).apply(ONE, MODERATOR, replace(pack, facts=()))
    asked: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    engine = desk.store.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    await desk.get(History).undo(ONE, MODERATOR, (await entries_of(desk, ONE))[-1].id)
    event.remove(engine, "before_cursor_execute", note)
    assert len(asked) < 50
    assert len(await facts_of(desk.store, ONE, 2, "published")) == 50


async def test_the_bots_end_ends_long_work(room: Classroom, tmp_path: Path) -> None:
    work = room.desk.long_work
    task = asyncio.create_task(work.run(1, long_jobs.wait_for, str(tmp_path / "x"), size=LARGE))
    await at_work(tmp_path / "x")
    await room.client.finish(0)
    with pytest.raises(WorkStopped):
        await task
    assert work.processes == []
