"""``python -m bench``: prints what an answer, a start and many answers cost, and whether the project's bars hold."""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.bot_here import fill
from bench.curating import BAR, steps
from bench.fresh import measure
from bench.neighbours import MEMORY_BAR, WAIT_BAR
from bench.speed import Row, speed
from bench.wire import replace_http_send
from bot.core.model.bounds import FACTS_MOST

_QUICK = {"n": 60, "rounds": 3, "servers": 300, "answers": 1_000, "facts": 100}


def main(argv: Sequence[str] | None = None) -> None:
    """Measures and prints. A bar that doesn't hold is told, and is no error: machines are noisy."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=main.__doc__)
    parser.add_argument("-n", type=int, default=600, help="answers a round (default: 600)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds, of which the median counts (default: 5)")
    parser.add_argument("--servers", type=int, default=10_000, help="how many servers are many (default: 10,000)")
    parser.add_argument("--answers", type=int, default=20_000, help="answers for memory (default: 20,000)")
    many = "how many facts are many (default: the most that an article may have, but one)"
    parser.add_argument("--facts", type=int, default=FACTS_MOST - 1, help=many)
    parser.add_argument("--quick", action="store_true", help="a small run, to see that all is there")
    args = parser.parse_args(argv)
    if args.quick:
        parser.set_defaults(**_QUICK)
        args = parser.parse_args(argv)
    console = Console(highlight=False, width=120)
    replace_http_send()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        console.print(_speed_table(asyncio.run(speed(folder, args.n, args.rounds, args.servers))))
        console.print(_fresh_table(folder, args.answers, args.servers))
        console.print(_curating_table(folder, args.facts))
        console.print(_neighbours_table(folder, args.facts))


def _speed_table(rows: list[Row]) -> Table:
    table = Table("an answer", "CPU", "floor", "CPU / floor", "bar", "holds", title="Speed, in µs of CPU an answer")
    for row in rows:
        costs = (f"{row.seconds * 1e6:,.0f}", f"{row.floor * 1e6:,.0f}", f"{row.ratio:.2f}")
        table.add_row(row.name, *costs, f"{row.bar:g}", _yes(row.ratio <= row.bar))
    return table


def _fresh_table(folder: Path, answers: int, servers: int) -> Table:
    database = folder / "fresh.db"
    asyncio.run(fill(database, 1))
    starts = [measure("start", str(database)) for _ in range(4)][1:]  # the first one writes the commands' hash

    def median(name: str) -> float:
        return statistics.median(start[name] for start in starts)

    new = statistics.median(measure("start", str(folder / f"new{i}.db"))["resident"] for i in range(3))
    memory = measure("memory", str(database), str(answers), "1")
    fewer = answers // 4  # each of these is read and rendered anew, which takes long
    differing = measure("memory", str(folder / "bench.db"), str(fewer), str(servers))

    table = Table("in a process of its own", "measured", "bar", "holds", title="Start and memory")
    for name, value, bar, unit in (
        ("CPU until ready, on an existing database", median("ready"), 2.0, "s"),
        ("CPU of the first answer after that", median("first") * 1_000, 50.0, "ms"),
        ("resident memory when ready", median("resident"), 93.0, "MB"),
        ("resident memory when ready, on a new database", new, 93.0, "MB"),
        (f"more memory after {answers:,} answers, one server", memory["grown"], 5.0, "MB"),
        (f"more memory after {fewer:,}, {servers:,} servers that differ", differing["grown"], 5.0, "MB"),
        ("resident memory then, all that is kept being full", differing["resident"], None, "MB"),
    ):
        told = ("", "") if bar is None else (f"{bar:g} {unit}", _yes(value <= bar))
        table.add_row(name, f"{value:.2f} {unit}", *told)
    return table


def _curating_table(folder: Path, facts: int) -> Table:
    table = Table(
        "a step", "few facts", f"{facts:,} facts", "bar", "holds", title="A moderator's steps, in ms of waiting"
    )
    for step in asyncio.run(steps(folder, facts)):
        times = (f"{step.few * 1e3:,.0f}", f"{step.many * 1e3:,.0f}")
        table.add_row(step.name, *times, f"{BAR * 1e3:,.0f}", _yes(step.many <= BAR))
    return table


def _neighbours_table(folder: Path, facts: int) -> Table:
    found = measure("busy", str(folder / "busy.db"), str(min(facts, FACTS_MOST - 1)))
    title = "While another server does all that costs, at the limits"
    table = Table("meanwhile", "measured", "bar", "holds", title=title)
    for name, value in (("an answer", found["answer"]), ("a press that writes", found["press"])):
        table.add_row(f"the longest wait for {name}", f"{value:.2f} s", f"{WAIT_BAR:g} s", _yes(value <= WAIT_BAR))
    held = _yes(found["memory"] <= MEMORY_BAR)
    name = "more resident memory, helper processes included"
    table.add_row(name, f"{found['memory']:.0f} MB", f"{MEMORY_BAR:g} MB", held)
    return table


def _yes(holds: bool) -> str:
    return "yes" if holds else "NO"


if __name__ == "__main__":
    main()
