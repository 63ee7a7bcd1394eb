"""Work for servers goes side by side: in order within a lane, so many at once, and a slow one holds up its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.core.ui.lanes import Lanes, Work
from tests.kit.faults import until


class Doings:
    """Work that says when it begins, and ends when it is let go."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.noted: list[tuple[str, int]] = []
        self._gates: dict[str, asyncio.Event] = {}

    def work(self, name: str, *, held: bool = False, posts: int = 1) -> Work:
        if held:
            self._gates[name] = asyncio.Event()

        async def do() -> int:
            self.begun.append(name)
            if name in self._gates:
                await self._gates[name].wait()
            return posts

        return Work(do, self._after(name))

    def _after(self, name: str) -> Callable[[int], Awaitable[None]]:
        async def after(posted: int) -> None:
            self.noted.append((name, posted))

        return after

    def let_go(self, name: str) -> None:
        self._gates[name].set()


async def test_a_lane_is_in_order_and_a_slow_one_holds_up_no_other() -> None:
    lanes, doings = Lanes(), Doings()
    lanes.add(("log", 1), doings.work("slow", held=True))
    lanes.add(("log", 1), doings.work("after it"))
    lanes.add(("log", 2), doings.work("another's"))
    await until(lambda: ("another's", 1) in doings.noted)
    assert doings.begun == ["slow", "another's"]
    doings.let_go("slow")
    await lanes.idle()
    assert doings.noted == [("another's", 1), ("slow", 1), ("after it", 1)]
    assert lanes.posted == 3


async def test_so_many_are_done_at_once_and_what_is_slow_takes_no_place() -> None:
    lanes, doings = Lanes(at_once=2), Doings()
    for server in range(4):
        lanes.add(("log", server), doings.work(f"{server}", held=server < 3))
    await until(lambda: len(doings.begun) == 2)
    for _ in range(10):
        await asyncio.sleep(0)
    assert doings.begun == ["0", "1"]  # the others wait for a place
    doings.let_go("0")
    await until(lambda: len(doings.begun) == 3)
    doings.let_go("1")
    doings.let_go("2")
    await lanes.idle()
    assert doings.begun == ["0", "1", "2", "3"]

    lanes, doings = Lanes(at_once=1, slow=0), Doings()
    for server in range(4):
        lanes.add(("log", server), doings.work(f"{server}", held=server < 3))
    await until(lambda: ("3", 1) in doings.noted)
    assert doings.begun == ["0", "1", "2", "3"]
    for name in "012":
        doings.let_go(name)
    await lanes.idle()


async def test_what_takes_too_long_is_given_up_and_its_lane_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    lanes, doings = Lanes(most_seconds=0), Doings()
    lanes.add(("log", 1), doings.work("for ever", held=True))
    lanes.add(("log", 1), doings.work("next"))
    await lanes.idle()
    assert doings.noted == [("for ever", 0), ("next", 1)]
    assert caplog.text.count("took too long") == 1


async def test_what_fails_is_logged_and_noted_and_its_lane_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    async def fails() -> int:
        raise RuntimeError("broken")

    lanes, doings = Lanes(), Doings()
    lanes.add(("log", 1), Work(fails, doings._after("fails")))
    lanes.add(("log", 1), doings.work("next"))
    await lanes.idle()
    assert doings.noted == [("fails", 0), ("next", 1)]
    assert "broken" in caplog.text


async def test_at_the_end_nothing_more_is_begun_and_nothing_is_noted_that_was_not_done() -> None:
    lanes, doings = Lanes(), Doings()
    lanes.add(("log", 1), doings.work("in hand", held=True))
    lanes.add(("log", 1), doings.work("waits"))
    await until(lambda: bool(doings.begun))
    lanes.stop()
    lanes.add(("log", 2), doings.work("too late"))
    doings.let_go("in hand")
    await lanes.idle()
    assert doings.begun == ["in hand"]
    assert doings.noted == [("in hand", 1)]


async def test_no_more_is_begun_in_a_second_than_discord_takes() -> None:
    lanes = Lanes()
    pauses = [lanes._take_turn() for _ in range(200)]
    assert pauses[:5] == [0] * 5
    assert sum(pause < 1 for pause in pauses) <= 50
    assert pauses[-1] == pytest.approx((200 - 5) / 45, abs=0.1)
    assert pauses == sorted(pauses)


async def test_a_time_out_of_something_else_is_not_taken_for_discords(caplog: pytest.LogCaptureFixture) -> None:
    async def do() -> int:
        raise TimeoutError

    lanes = Lanes()
    lanes.add(("log", 1), Work(do))
    await lanes.idle()
    assert "something due could not be done" in caplog.text
    assert "Discord took too long" not in caplog.text
