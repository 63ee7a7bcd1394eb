"""The bench runs and has its rows; what they say is for people to read, since machines are noisy."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

from bench.bot_here import fill
from bench.fresh import measure

ROOT = Path(__file__).resolve().parent.parent.parent
TINY = ("-n", "3", "--rounds", "1", "--servers", "3", "--answers", "10", "--facts", "40")


def test_the_report_has_its_rows() -> None:
    # In a process of its own: it replaces discord.py's HTTP for good.
    command = [sys.executable, "-m", "bench", *TINY]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stderr
    for row in (
        *(f"/{name}, page in the cache" for name in ("summary", "figures", "questions")),
        *(f"/{name}, page not in the cache, its text is" for name in ("summary", "figures", "questions")),
        *(f"/{name}, page not in the cache, nor its text" for name in ("summary", "figures", "questions")),
        "all three, page in the cache, 3 servers",
        "all three, page not in the cache, nor its text, 3 servers",
        "all three, read and rendered anew, 3 servers that differ",
        "CPU until ready, on an existing database",
        "CPU of the first answer after that",
        "resident memory when ready",
        "resident memory when ready, on a new database",
        "more memory after 10 answers, one server",
        "more memory after 2, 3 servers that differ",
        "resident memory then, all that is kept being full",
        "adding a fact",
        "the next answer",
        "the longest wait for an answer",
        "the longest wait for a press that writes",
        "more resident memory, helper processes included",
    ):
        assert row in done.stdout


def test_a_start_leaves_out_of_memory_what_it_does_not_need(tmp_path: Path) -> None:
    existing = tmp_path / "store.db"
    asyncio.run(fill(existing, 1))
    for database in (existing, tmp_path / "new.db"):
        assert measure("start", str(database))["unneeded"] == 0.0
