"""What is measured in a process of its own: a start with its first answer, and memory over many answers.

``python -m bench.fresh start DATABASE``, ``python -m bench.fresh memory DATABASE COUNT SERVERS`` and
``python -m bench.fresh busy DATABASE FACTS`` print one JSON object.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

# What a start on SQLite with nothing to migrate has no use for.
_UNNEEDED = ("alembic", "sqlalchemy.orm", "sqlalchemy.dialects.postgresql")


def measure(*arguments: str) -> dict[str, float]:
    """What this module prints when it runs with these arguments in a new process."""
    command = [sys.executable, "-m", "bench.fresh", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=600)
    found: dict[str, float] = json.loads(done.stdout)
    return found


async def _start(database: Path) -> dict[str, float]:
    import bot.app.run  # noqa: F401 - all that `run` imports is part of what a start costs
    from bench.bot_here import make_bot
    from bench.wire import connect, drive, replace_http_send

    replace_http_send()
    client = make_bot(database)
    await connect(client)
    ready = time.process_time()
    resident = _resident()
    await drive(client, 1, [1], ["figures"])
    first = time.process_time() - ready
    await client.bot.desk.store.close()
    return {
        "ready": ready,
        "resident": resident,
        "first": first,
        "unneeded": float(any(map(sys.modules.get, _UNNEEDED))),
    }


async def _memory(database: Path, count: int, servers: int) -> dict[str, float]:
    from bench.bot_here import make_bot
    from bench.wire import connect, drive, replace_http_send

    replace_http_send()
    client = make_bot(database)
    await connect(client)
    asked = range(1, servers + 1)
    await drive(client, max(count // 10, min(count, servers)), asked)  # what is bounded is full by then
    gc.collect()
    before = _resident()
    await drive(client, count, asked)
    gc.collect()
    after = _resident()
    await client.bot.desk.store.close()
    return {"grown": after - before, "resident": after}


async def _busy(database: Path, facts: int) -> dict[str, float]:
    from bench.neighbours import busy

    return await busy(database, facts)


def _resident() -> float:
    """Resident memory of this process, in MB."""
    import psutil

    return float(psutil.Process(os.getpid()).memory_info().rss) / 1_000_000


if __name__ == "__main__":
    what, where, *rest = sys.argv[1:]
    works: dict[str, Callable[..., Coroutine[Any, Any, dict[str, float]]]]
    works = {"start": _start, "memory": _memory, "busy": _busy}
    work = works[what](Path(where), *map(int, rest))
    print(json.dumps(asyncio.run(work)))
