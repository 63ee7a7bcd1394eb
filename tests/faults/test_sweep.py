"""Every command, button and form with its answer dropped, failed and delivered twice, before the commit and after it.

In every way: what is stored is there once or not at all, and what is said of it is true. ``make faults`` does all of
them; without it a fixed sample is done.
"""

from __future__ import annotations

from typing import Any

import discord
import pytest

from tests.conftest import MakeClassroom
from tests.faults.deeds import Deed, Rows, every_deed, put_back, said, stands
from tests.kit.classroom import Classroom
from tests.kit.faults import ANY, CALLBACK, FaultyDiscord
from tests.kit.samples import stocked
from tests.kit.stock import Stock
from tests.kit.stores import every_row

PARTS = 24
SAMPLE = 16
"""Of the whole each sixteenth deed is the sample."""
POSTS = ("POST", "/channels/*")
EDITS = ("PATCH", "/webhooks/*")
WAYS: dict[str, tuple[tuple[str, str], dict[str, Any]]] = {
    "dropped once": (CALLBACK, {}),
    "dropped": (CALLBACK, {"times": ANY}),
    "taken and dropped once": (CALLBACK, {"taken": True}),
    "taken and dropped": (CALLBACK, {"taken": True, "times": ANY}),
    "5xx once": (CALLBACK, {"status": 503}),
    "5xx": (CALLBACK, {"status": 503, "times": ANY}),
    "taken and 5xx once": (CALLBACK, {"status": 502, "taken": True}),
    "taken and 5xx": (CALLBACK, {"status": 502, "taken": True, "times": ANY}),
    "late": (CALLBACK, {"status": 404, "code": 10_062, "times": ANY}),
    "deferred answer dropped once": (EDITS, {}),
    "deferred answer dropped": (EDITS, {"times": ANY}),
    "post dropped": (POSTS, {"times": ANY}),
    "post taken and dropped": (POSTS, {"taken": True, "times": ANY}),
    "post 5xx": (POSTS, {"status": 503, "times": ANY}),
    "post taken and 5xx once": (POSTS, {"status": 502, "taken": True}),
    "post refused": (POSTS, {"status": 403, "code": 50_001, "times": ANY}),
    "second post dropped": (POSTS, {"after": 1, "times": ANY}),
    "second post refused": (POSTS, {"status": 403, "code": 50_001, "after": 1, "times": ANY}),
}
UNHARMED = {"dropped once", "taken and dropped once", "5xx once", "taken and 5xx once", "deferred answer dropped once"}


@pytest.fixture
async def room(make_classroom: MakeClassroom) -> Classroom:
    """A server to which no article came by itself."""
    return await make_classroom(default=None)


@pytest.fixture
async def held(room: Classroom, wire: FaultyDiscord) -> Stock:
    """A server with something of everything, behind the port."""
    assert wire.room is room
    return await stocked(room)


class Sweep:
    """One deed after the other, each from the same start."""

    def __init__(self, held: Stock, wire: FaultyDiscord, start: Rows) -> None:
        self.held, self.wire, self.start = held, wire, start
        self.store = held.desk.store

    async def run(self, deed: Deed, way: str | None = None, *, twice: bool = False) -> tuple[str, Rows, Rows, int]:
        """Does it. Returns what was said, what stood before and after, and how much was posted."""
        await put_back(self.store, self.start)
        self.held.desk.forget_all()
        do = await deed.prepare()
        before = await stands(self.store)
        self.wire.begin_anew()
        if way is not None:
            where, what = WAYS[way]
            self.wire.fail(*where, **what)
        self.wire.twice = twice
        result = await do()
        self.wire.twice = False
        self.wire.mend()
        posted = [path for method, path in self.wire.done if method == "POST" and path.startswith("/channels/")]
        return said(result), before, await stands(self.store), len(posted)

    async def check(self, deed: Deed) -> None:
        """Does it in every way."""
        text, _, whole, posted = await self.run(deed)
        assert "nothing was changed; try" not in text, f"{deed.name} fails of itself: {text}"
        told, _, after, again = await self.run(deed, twice=True)
        assert (after, again, told) == (whole, posted, text), f"{deed.name} twice"
        for way in WAYS:
            told, start, after, again = await self.run(deed, way)
            what = f"{deed.name}, {way}: {told}"
            changed = [name for name in after if after[name] != start[name] and name != "form"]
            assert again <= posted, what
            if way in UNHARMED:
                assert (after, told) == (whole, text), what
            elif "post" not in way:
                assert after in (start, whole) or not changed, what
            if "nothing was changed; try" in told or "and nothing was changed" in told:
                assert not changed, (what, changed)
            if "It was stored" in told:
                assert after != start, what
            if "It was posted" in told:
                assert again > 0, what


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Parts the deeds, so that they can be done beside each other: of the sample by two, of all by many."""
    everything = metafunc.config.getoption("--faults")
    parts = [range(i, 1_000, PARTS) for i in range(PARTS)]
    sample = [range(5, 1_000, 2 * SAMPLE), range(5 + SAMPLE, 1_000, 2 * SAMPLE)]
    metafunc.parametrize("numbers", parts if everything else sample, ids=lambda numbers: str(numbers.start))


async def test_whatever_fails_it_is_done_once_or_not_and_what_is_said_is_true(
    held: Stock, wire: FaultyDiscord, numbers: range
) -> None:
    room = held.room
    rights = discord.Permissions(manage_messages=True, manage_guild=True)
    role = room.server.create_role("Heads", permissions=rights)
    head = room.server.add_member(room.env.create_user("head"), roles=[role])
    deeds = await every_deed(held, head)
    assert len(deeds) <= 1_000
    sweep = Sweep(held, wire, await every_row(room.desk.store))
    for number in numbers:
        if number < len(deeds):
            await sweep.check(deeds[number])
    room.acknowledge_errors()
