"""What is forgotten is gone from the database's files too, its log of changes among them."""

from __future__ import annotations

import ast
import asyncio
import os
import shutil
import signal
import struct
import subprocess
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

import bot
from bot.core.model.people import Who
from bot.core.rules.desk import Desk
from bot.core.rules.news import News
from bot.core.rules.servers import ServerRules
from bot.core.store.forms import DAY
from bot.features.participation.rules import ParticipationRules
from bot.features.polls.rules import PollRules
from bot.features.settings.rules import SettingRules
from bot.features.suggestions.rules import SuggestionRules
from tests.kit.classroom import Classroom, answer_of, text_of
from tests.kit.curating import stored, suggest
from tests.kit.files import Reader, lying
from tests.kit.stores import MANAGER, MODERATOR, ONE, START, Clock, every_row, filled, open_at

ROOT = Path(__file__).resolve().parent.parent.parent
MEMBER = 1_234_567_890_123_456_789
THREAD, TYPED = 5, "what somebody typed and nobody else is to read"
Forget = Callable[[Desk], Awaitable[Any]]
Leave = Callable[[Desk], Awaitable[Sequence[str | int]]]


async def leave_poll(desk: Desk) -> Sequence[str | int]:
    """A poll in which 30 people voted. Returns its key and their marks."""
    rules = desk.get(PollRules)
    poll = await rules.make(ONE, MODERATOR, channel_id=1, question="q", answers=("a", "b"), anonymous=True, twice=True)
    await rules.posted(poll, 2)
    for member in range(1, 31):
        await rules.vote(ONE, Who(member), poll.id, member % 2)
    async with desk.store.reading() as connection:
        keys = await connection.exec_driver_sql("SELECT key FROM poll_key UNION SELECT mark FROM poll_mark")
        return list(keys.scalars())


async def leave_counts(desk: Desk) -> Sequence[str | int]:
    """A discussion in which 30 people posted. Returns its key and their marks."""
    await desk.get(SettingRules).set_own(ONE, MANAGER, "count_participation", False, True)
    rules = desk.get(ParticipationRules)
    await rules.begin(ONE, THREAD)
    for member in range(1, 31):
        await rules.count(ONE, THREAD, member)
    async with desk.store.reading() as connection:
        keys = await connection.exec_driver_sql(
            "SELECT key FROM participation UNION SELECT mark FROM participation_mark"
        )
        return list(keys.scalars())


async def leave_form(desk: Desk) -> Sequence[str | int]:
    """A form that was refused. Returns whose it is, and what they typed."""
    await desk.forms.keep(ONE, MEMBER, {"form": "x"}, {"text": TYPED}, START)
    return [MEMBER, TYPED]


async def leave_text(desk: Desk) -> Sequence[str | int]:
    """The same form. Returns what was typed alone."""
    return (await leave_form(desk))[1:]


async def leave_block(desk: Desk) -> Sequence[str | int]:
    """Somebody who may not suggest. Returns their number."""
    await desk.get(SuggestionRules).set_blocked(ONE, MODERATOR, MEMBER, True)
    return [MEMBER]


async def turn_off(desk: Desk) -> None:
    """The server turns the counting off; an hour at most, and the tidying up comes by."""
    await desk.get(SettingRules).set_own(ONE, MANAGER, "count_participation", False, False)
    await desk.get(ParticipationRules).tidy()


WAYS: dict[str, tuple[Leave, Forget]] = {
    "a poll is closed": (leave_poll, lambda desk: desk.get(PollRules).close(ONE, MODERATOR, 1)),
    "a poll is asked again": (leave_poll, lambda desk: desk.get(PollRules).ask_again(ONE, MODERATOR, 1, 1)),
    "a discussion ends": (leave_counts, lambda desk: desk.get(ParticipationRules).end(ONE, THREAD)),
    "counting is turned off": (leave_counts, turn_off),
    "a form is sent or dropped": (leave_form, lambda desk: desk.forms.drop(ONE, MEMBER, 1)),
    "a form is refused again": (
        leave_text,
        lambda desk: desk.forms.keep(ONE, MEMBER, {"form": "x"}, {"text": "better"}, START, instead=1),
    ),
    "a member is forgotten": (leave_form, lambda desk: desk.forms.drop_all(ONE, MEMBER)),
    "a day has passed": (leave_form, lambda desk: desk.forms.drop_old(START + DAY)),
    "a member may suggest again": (
        leave_block,
        lambda desk: desk.get(SuggestionRules).set_blocked(ONE, MODERATOR, MEMBER, False),
    ),
    "a server is erased": (leave_form, lambda desk: desk.get(ServerRules).erase(ONE)),
}


@pytest.mark.parametrize("way", WAYS)
async def test_whatever_is_forgotten_is_gone_from_the_files(desk: Desk, way: str) -> None:
    leave, forget = WAYS[way]
    left = await leave(desk)
    assert lying(desk.store.url, *left) == list(left)
    await forget(desk)
    assert lying(desk.store.url, *left) == []


@pytest.mark.parametrize(
    "way", ["a poll is closed", "a discussion ends", "a member is forgotten", "a server is erased"]
)
async def test_while_another_process_reads_it_is_tried_again_each_second_until_it_is_gone(desk: Desk, way: str) -> None:
    leave, forget = WAYS[way]
    left = await leave(desk)
    with Reader(desk.store.url):
        await asyncio.wait_for(forget(desk), 5)  # and nobody waits for the other process: SQLite would, for 10 seconds
        await desk.get(News).look()
        assert lying(desk.store.url, *left) == list(left)
        await desk.forms.keep(ONE, 2, {"form": "x"}, {"text": "others write on"}, START)
    await desk.get(News).look()
    assert lying(desk.store.url, *left) == []


async def test_forget_me_leaves_nothing_of_somebody_in_the_files(room: Classroom) -> None:
    await suggest(room, "summary")
    await suggest(room, "question", quote="not in the article at all")
    student, url = room.student.id, room.desk.store.url
    with Reader(url):
        asked = answer_of(await room.press(await room.type("privacy"), "Forget me"))
        assert "1 form that could not be saved was removed" in text_of(
            answer_of(await room.press(asked, "Yes, forget me"))
        )
        assert str(student) not in repr(await stored(room))
        assert lying(url, student, "not in the article at all") == [student, "not in the article at all"]
    await room.client.tick()
    assert lying(url, student, "not in the article at all") == []


_FORGETS_AND_DIES = """
import asyncio, os, signal, sys
from pathlib import Path
from bot.app.features import all_features
from tests.kit.stores import ONE, open_at

async def main():
    store = await open_at(Path(sys.argv[1]))
    from bot.core.store.forms import Forms
    await Forms(store).drop_all(ONE, int(sys.argv[2]))
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
async def test_what_a_killed_process_left_is_gone_after_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    desk = await filled(await open_at(path), Clock())
    left, url = await leave_form(desk), desk.store.url
    with Reader(url):
        command = [sys.executable, "-c", _FORGETS_AND_DIES, str(path), str(MEMBER)]
        died = await asyncio.to_thread(subprocess.run, command, cwd=ROOT, capture_output=True, text=True, timeout=60)
        assert died.returncode == -signal.SIGKILL, died.stderr
        assert await desk.forms.of_member(ONE, MEMBER) == []
        os_files = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    await desk.store.close()
    for name, content in os_files.items():  # closing would have tidied up: the next start finds what the killed left
        (tmp_path / name).write_bytes(content)
    assert lying(url, *left) == list(left)
    store = await open_at(path)
    assert lying(url, *left) == []
    await store.close()


async def test_what_the_command_line_could_not_wipe_out_the_running_bot_does(desk: Desk) -> None:
    left = await leave_form(desk)
    await desk.get(News).look()
    other = await open_at(Path(str(desk.store.url.database)))
    with Reader(desk.store.url):
        await ServerRules(Desk(other)).erase(ONE)
        await other.close()
        assert lying(desk.store.url, *left) == list(left)
    await desk.get(News).look()
    assert lying(desk.store.url, *left) == []


def leave_copy(path: Path, word: bytes) -> None:
    """Leaves a copy in what a page doesn't use, as SQLite may when it moves rows."""
    content = bytearray(path.read_bytes())
    for page in range(4096, len(content), 4096):
        cells, used = struct.unpack(">HH", content[page + 3 : page + 7])
        if content[page] == 13 and cells == 0 and used == 4096:  # a leaf of a table, with all its room to spare
            content[page + 2_000 : page + 2_000 + len(word)] = word
            path.write_bytes(content)
            return
    raise AssertionError("no page has room")


async def test_the_hourly_tidying_up_leaves_no_copy_in_what_a_page_does_not_use(template: Path, tmp_path: Path) -> None:
    path = shutil.copyfile(template, tmp_path / "store.db")
    leave_copy(path, TYPED.encode())
    desk = await filled(await open_at(path))
    await desk.get(ServerRules).tidy(30)
    assert lying(desk.store.url, TYPED) == [TYPED]  # nothing was deleted, so that no time is taken
    await leave_block(desk)
    await desk.get(SuggestionRules).set_blocked(ONE, MODERATOR, MEMBER, False)
    before = await every_row(desk.store)
    await desk.get(ServerRules).tidy(30)
    assert lying(desk.store.url, TYPED) == []
    assert await every_row(desk.store) == before
    await desk.store.close()


def test_rows_are_deleted_in_one_way_only() -> None:
    deleting = 0
    for path in sorted(Path(bot.__file__).parent.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        taken = [inner for call in calls if _name(call) == "take_away" for inner in ast.walk(call)]
        for call in calls:
            if _name(call) == "delete" and isinstance(call.func, ast.Name):
                assert call in taken, f"{path}:{call.lineno} deletes rows without take_away"
                deleting += 1
    assert deleting > 10


def _name(call: ast.Call) -> str:
    return str(getattr(call.func, "attr", None) or getattr(call.func, "id", ""))
