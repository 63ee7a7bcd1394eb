"""Work for servers side by side: each lane's own in order, and no server's slow channel holds up another's."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

log = logging.getLogger(__name__)

TASK = "talking points"
"""How the tasks are called that are finished before the bot ends."""

Key = tuple[str, int]
"""A lane: a kind of work, and the server that it is for."""

_AT_ONCE = 50
_SLOW = 2.0  # after so many seconds a piece of work takes no place from others any more
_SLOW_MOST = 500
_MOST_SECONDS = 120.0
# Discord takes 50 requests a second of a bot.
_A_SECOND = 45
_BURST = 5


@dataclass
class Work:
    """``do`` returns how many messages it posted; ``after`` is told that, whatever became of it."""

    do: Callable[[], Awaitable[int]]
    after: Callable[[int], Awaitable[None]] | None = None


@dataclass(eq=False)
class Lanes:
    """The work that waits or is done just now. ``posted``: how many messages all of it has posted so far.

    ``at_once``: how much is done at a time; what takes longer than ``slow`` seconds isn't counted any more, and what
    takes longer than ``most_seconds`` is given up.
    """

    at_once: int = _AT_ONCE
    slow: float = _SLOW
    most_seconds: float = _MOST_SECONDS
    posted: int = 0
    _waiting: dict[Key, deque[Work]] = field(default_factory=dict)
    _turns: deque[Key] = field(default_factory=deque)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _quick: int = 0
    _next: float = 0.0
    _stopped: bool = False

    def add(self, key: Key, work: Work) -> None:
        """Have something done after what the lane has to do already."""
        if key in self._waiting:
            self._waiting[key].append(work)
            return
        self._waiting[key] = deque([work])
        self._turns.append(key)
        self._begin()

    def stop(self) -> None:
        """Begin nothing more: what waits is found anew at the next start."""
        self._stopped = True

    async def idle(self) -> None:
        """Wait until nothing is left to do."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _begin(self) -> None:
        while self._turns and self._quick < self.at_once and len(self._tasks) < _SLOW_MOST and not self._stopped:
            self._quick += 1
            task = asyncio.create_task(self._run(self._turns.popleft()), name=TASK)
            self._tasks.add(task)
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._begin()

    async def _run(self, key: Key) -> None:
        """Do the next piece of a lane's work, and queue the lane again where it has more."""
        await asyncio.sleep(self._take_turn())
        if self._stopped:
            return
        freed = False

        def free() -> None:
            nonlocal freed
            if not freed:
                freed = True
                self._quick -= 1
                self._begin()

        timer = asyncio.get_running_loop().call_later(self.slow, free)
        try:
            await self._do(self._waiting[key].popleft())
        finally:
            timer.cancel()
            if self._waiting[key]:
                self._turns.append(key)
            else:
                del self._waiting[key]
            free()

    async def _do(self, work: Work) -> None:
        posted = 0
        try:
            async with asyncio.timeout(self.most_seconds) as limit:
                posted = await work.do()
        except Exception:
            if limit.expired():
                log.warning("gave up what Discord took too long for")
            else:
                log.exception("something due could not be done")
        if posted:
            self.posted += posted
        else:
            self._next -= 1 / _A_SECOND  # it took nothing of what Discord allows
        if work.after is not None:
            try:
                await work.after(posted)
            except Exception:
                log.exception("what was done could not be noted")

    def _take_turn(self) -> float:
        """Return how many seconds to wait, so that no more is begun in a second than Discord takes."""
        now = asyncio.get_running_loop().time()
        self._next = max(self._next, now - _BURST / _A_SECOND) + 1 / _A_SECOND
        return max(0.0, self._next - now)
