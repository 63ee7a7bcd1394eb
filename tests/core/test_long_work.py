"""Long work in a process of its own: its limits, its turns, and that it ends with the bot."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from bot.core.model.errors.base import Refusal
from bot.core.model.errors.facts import QuoteTwice, TooLong
from bot.core.model.errors.work import WorkStopped, WorkTooBig, WorkTooLong, WorkWaits
from bot.core.rules.long_work import INLINE, PATIENCE, WAITING_MOST, WAITING_OF_ONE, Limits, LongWork
from tests.kit import long_jobs

ROOT = Path(__file__).resolve().parents[2]
LARGE = INLINE + 1


@pytest.fixture
async def work() -> AsyncIterator[LongWork]:
    """Long work that has more time than any test takes."""
    work = LongWork(Limits(seconds=60))
    yield work
    work.close()
    await until(lambda: not work.processes)


async def until(true: Any) -> None:
    """Waits until something is so."""
    while not true():  # noqa: ASYNC110 - it is so in another process
        await asyncio.sleep(0.005)


class Told:
    """Somebody who waits, and what they were told."""

    def __init__(self) -> None:
        self.said: list[str] = []

    async def later(self) -> None:
        self.said.append("later")

    async def queued(self) -> None:
        self.said.append("queued")


def begin(work: LongWork, server_id: int, file: Path) -> tuple[asyncio.Task[int], Told]:
    """Begins work that ends when its file is taken away."""
    told = Told()
    PATIENCE.set(told)
    return asyncio.create_task(work.run(server_id, long_jobs.wait_for, str(file), size=LARGE)), told


async def at_work(file: Path) -> int:
    """The process that has begun with that file."""
    await until(lambda: file.exists() and file.read_text(encoding="utf-8"))
    return int(file.read_text(encoding="utf-8"))


async def test_small_work_is_done_at_once_and_large_work_elsewhere(work: LongWork) -> None:
    assert (await work.run(1, long_jobs.where, size=INLINE))[0] == os.getpid()
    pid, imported = await work.run(1, long_jobs.where, size=LARGE)
    assert pid != os.getpid()
    assert not imported & {"sqlalchemy", "discord", "jinja2", "asyncio", "pytest"}
    assert not psutil.pid_exists(pid)


async def test_what_is_refused_there_is_refused_here(work: LongWork) -> None:
    with pytest.raises(TooLong) as raised:
        await work.run(1, long_jobs.refuse, size=LARGE)
    assert raised.value.data() == {"field": "body", "length": 3, "most": 2}


@pytest.mark.parametrize("job", [long_jobs.fail, long_jobs.give_lambda])
async def test_a_defect_is_one_and_says_where(work: LongWork, job: Any) -> None:
    with pytest.raises(RuntimeError, match=r"long work failed\nTraceback"):
        await work.run(1, job, size=LARGE)


@pytest.mark.parametrize("job", [long_jobs.end, long_jobs.take_memory])
async def test_work_that_dies_or_takes_too_much_memory_is_refused(work: LongWork, job: Any) -> None:
    if job is long_jobs.take_memory and sys.platform != "linux":
        pytest.skip("there is no limit on memory")
    with pytest.raises(WorkTooBig):
        await work.run(1, job, size=LARGE)
    assert await work.run(1, long_jobs.count, 1, size=LARGE) == 1


async def test_work_that_takes_too_long_is_refused(work: LongWork) -> None:
    with pytest.raises(WorkTooLong) as raised:
        await work.run(1, long_jobs.take_time, size=LARGE, limits=Limits(seconds=1))
    assert raised.value.most == 1
    assert work.processes == []


async def test_a_process_that_is_killed_is_refused_alone(work: LongWork, tmp_path: Path) -> None:
    one, _ = begin(work, 1, tmp_path / "one")
    two, _ = begin(work, 2, tmp_path / "two")
    os.kill(await at_work(tmp_path / "one"), signal.SIGTERM)
    with pytest.raises(WorkTooBig):
        await one
    pid = await at_work(tmp_path / "two")
    (tmp_path / "two").unlink()
    assert await two == pid


async def test_two_servers_work_at_once_and_a_third_waits_and_is_told(work: LongWork, tmp_path: Path) -> None:
    one, told_one = begin(work, 1, tmp_path / "one")
    two, told_two = begin(work, 2, tmp_path / "two")
    three, told_three = begin(work, 3, tmp_path / "three")
    assert await at_work(tmp_path / "one") != await at_work(tmp_path / "two")
    await until(lambda: told_three.said == ["later", "queued"])
    assert not (tmp_path / "three").exists()
    assert told_one.said == told_two.said == ["later"]
    (tmp_path / "two").unlink()
    await two
    assert await at_work(tmp_path / "three")
    assert not one.done()
    for name in ("one", "three"):
        (tmp_path / name).unlink()
    await asyncio.gather(one, three)


async def test_a_servers_second_work_waits_and_lets_others_pass(work: LongWork, tmp_path: Path) -> None:
    first, _ = begin(work, 1, tmp_path / "first")
    second, told = begin(work, 1, tmp_path / "second")
    await until(lambda: told.said == ["later", "queued"])
    other, other_told = begin(work, 2, tmp_path / "other")
    await at_work(tmp_path / "other")
    assert other_told.said == ["later"]
    assert work.waiting == [1]
    await at_work(tmp_path / "first")
    (tmp_path / "first").unlink()
    await first
    await at_work(tmp_path / "second")
    for name in ("second", "other"):
        (tmp_path / name).unlink()
    await asyncio.gather(second, other)


async def test_so_much_waits_and_no_more(work: LongWork, tmp_path: Path) -> None:
    tasks = [begin(work, 1, tmp_path / str(i))[0] for i in range(WAITING_OF_ONE + 1)]
    await until(lambda: len(work.waiting) == WAITING_OF_ONE)
    with pytest.raises(WorkWaits):
        await work.run(1, long_jobs.where, size=LARGE)
    tasks.append(begin(work, 2, tmp_path / "two")[0])
    tasks += [begin(work, 10 + i, tmp_path / f"more{i}")[0] for i in range(WAITING_MOST - WAITING_OF_ONE)]
    await until(lambda: len(work.waiting) == WAITING_MOST)
    with pytest.raises(WorkWaits):
        await work.run(9, long_jobs.where, size=LARGE)
    work.close()
    assert all(isinstance(error, WorkStopped) for error in await asyncio.gather(*tasks, return_exceptions=True))


async def test_whoever_gives_up_while_waiting_leaves_the_turn_to_others(work: LongWork, tmp_path: Path) -> None:
    tasks = [begin(work, i, tmp_path / str(i))[0] for i in (1, 2, 3, 4)]
    await until(lambda: work.waiting == [3, 4])
    tasks[2].cancel()
    await until(lambda: work.waiting == [4])
    # Its turn comes and it gives up in the same moment.
    await at_work(tmp_path / "1")
    (tmp_path / "1").unlink()
    await tasks[0]
    tasks[3].cancel()
    await asyncio.wait([tasks[3]])
    assert await work.run(5, long_jobs.count, 1, size=LARGE) == 1
    await at_work(tmp_path / "2")
    (tmp_path / "2").unlink()
    await tasks[1]


async def test_cancelled_work_ends_its_process(work: LongWork, tmp_path: Path) -> None:
    task, _ = begin(work, 1, tmp_path / "one")
    pid = await at_work(tmp_path / "one")
    task.cancel()
    await asyncio.wait([task])
    assert not psutil.pid_exists(pid)


async def test_at_the_end_all_work_ends_and_none_begins(work: LongWork, tmp_path: Path) -> None:
    task, _ = begin(work, 1, tmp_path / "one")
    waiting, _ = begin(work, 1, tmp_path / "two")
    pid = await at_work(tmp_path / "one")
    work.close()
    for each in (task, waiting):
        with pytest.raises(WorkStopped):
            await each
    assert not psutil.pid_exists(pid)
    with pytest.raises(WorkStopped):
        await work.run(2, long_jobs.where, size=LARGE)


async def test_progress_is_told_in_order(work: LongWork) -> None:
    seen: list[int] = []

    async def progress(number: int) -> None:
        seen.append(number)

    assert await work.run(1, long_jobs.count, 3, size=LARGE, progress=progress) == 3
    assert seen == [0, 1, 2]
    assert await work.run(1, long_jobs.count, 3, size=1) == 3


async def test_the_token_is_not_known_there(work: LongWork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    assert "DISCORD_TOKEN" not in await work.run(1, long_jobs.environment, size=LARGE)


async def test_it_is_found_from_another_folder(work: LongWork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert await work.run(1, long_jobs.count, 1, size=LARGE) == 1


def test_no_process_outlives_a_bot_that_is_killed(tmp_path: Path) -> None:
    code = f"""
import asyncio
from bot.core.rules.long_work import LongWork
from tests.kit import long_jobs
asyncio.run(LongWork().run(1, long_jobs.wait_for, {str(tmp_path / "job")!r}, size=10**9))
"""
    bot = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    asyncio.run(asyncio.wait_for(at_work(tmp_path / "job"), 60))
    [child] = psutil.Process(bot.pid).children()
    bot.kill()
    bot.wait()
    assert psutil.wait_procs([child], timeout=60)[1] == []


@pytest.mark.parametrize("error", [QuoteTwice("x", (1, 2)), QuoteTwice(passage="x", places=(1, 2)), WorkTooBig()])
def test_a_refusal_lasts_from_one_process_to_another(error: Refusal) -> None:
    import pickle

    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert again.data() == error.data()
