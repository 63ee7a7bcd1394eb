"""``run`` as an operator runs it: a process of its own, against Discord's protocol on a local port."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
from pathlib import Path

import pytest

from tests.kit.loopback import Loopback, end_of, start

NOWHERE = "http://127.0.0.1:9/api"
TOKEN = "accepted"

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def everything(folder: Path) -> list[str]:
    """Every file below a folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


async def refused(folder: Path, address: str = NOWHERE, /, **settings: str) -> tuple[int, str]:
    """How ``run`` refuses: the status and its one line; nothing may be left behind."""
    before = everything(folder)
    status, printed = await end_of(await start(address, folder, "run", **settings))
    lines = [line for line in printed.splitlines() if line.startswith("talking-points: ")]
    assert len(lines) == 1, printed
    assert "Traceback" not in printed
    assert everything(folder) == before
    return status, lines[0]


async def test_without_a_token_it_says_where_to_get_one(tmp_path: Path) -> None:
    for settings in ({}, {"DISCORD_TOKEN": ""}, {"DISCORD_TOKEN": "  "}):
        status, line = await refused(tmp_path, **settings)
        assert status == 2
        assert "https://discord.com/developers/applications" in line
        assert "make demo" in line


async def test_a_refused_token_changes_nothing(tmp_path: Path) -> None:
    async with Loopback() as discord:
        status, line = await refused(tmp_path, discord.address, DISCORD_TOKEN="unknown")
    assert status == 3
    assert line.startswith("talking-points: Discord refused DISCORD_TOKEN")
    assert "unknown" not in line


async def test_a_database_that_cannot_be_reached_is_named(tmp_path: Path) -> None:
    async with Loopback() as discord:
        url = "postgresql+asyncpg://teacher:sesame@127.0.0.1:9/none"
        status, line = await refused(tmp_path, discord.address, DISCORD_TOKEN=TOKEN, DATABASE_URL=url)
    assert status == 4
    assert "127.0.0.1:9" in line
    assert "sesame" not in line
    assert discord.commands == []


async def test_a_newer_database_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "store.db") as connection:
        connection.execute("CREATE TABLE alembic_version (version_num)")
        connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    connection.close()
    async with Loopback() as discord:
        url = "sqlite+aiosqlite:///store.db"
        status, line = await refused(tmp_path, discord.address, DISCORD_TOKEN=TOKEN, DATABASE_URL=url)
    assert status == 5
    assert "newer version" in line


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://x"),
        ("DATABASE_URL", " "),
        ("ANSWERS_PUBLIC", "perhaps"),
        ("DEFAULT_PACK", "nope"),
        ("DEFAULT_PACK", "../seeds/juarez"),
        ("SEEDS_DIR", "nowhere"),
        ("PROMPTS_DIR", "nowhere"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
async def test_a_setting_that_makes_no_sense_is_named(tmp_path: Path, name: str, value: str) -> None:
    status, line = await refused(tmp_path, DISCORD_TOKEN=TOKEN, **{name: value})
    assert status == 6
    assert line.startswith(f"talking-points: {name} makes no sense: ")


async def test_a_slip_in_the_env_file_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DATABSE_URL=x\n")
    status, line = await refused(tmp_path, DISCORD_TOKEN=TOKEN)
    assert status == 6
    assert line.startswith("talking-points: DATABSE_URL makes no sense: there is no such setting")
    (tmp_path / ".env").write_bytes(b"LOG_LEVEL=\xff\n")
    status, line = await refused(tmp_path, DISCORD_TOKEN=TOKEN)
    assert status == 6


async def test_a_default_pack_with_mistakes_is_named(tmp_path: Path) -> None:
    (tmp_path / "seeds" / "bad").mkdir(parents=True)
    (tmp_path / "seeds" / "bad" / "article.md").write_text("no front matter")
    status, line = await refused(tmp_path, DISCORD_TOKEN=TOKEN, SEEDS_DIR="seeds", DEFAULT_PACK="bad")
    assert status == 6
    assert "python -m bot check" in line


async def test_without_a_network_it_says_so(tmp_path: Path) -> None:
    status, line = await refused(tmp_path, DISCORD_TOKEN=TOKEN)
    assert status == 7
    assert "Discord can’t be reached" in line


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to send to another process")
@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_with_the_work_in_hand_finished(tmp_path: Path, name: signal.Signals) -> None:
    async with Loopback(slow=1.5) as discord:
        process = await discord.start(tmp_path, "run", DISCORD_TOKEN=TOKEN)
        await asyncio.wait_for(discord.ready.wait(), 15)
        await discord.ask("figures")
        await asyncio.wait_for(discord.asked.wait(), 15)
        assert discord.answers == []
        process.send_signal(name)
        status, printed = await end_of(process)
    assert status == 0
    assert "Traceback" not in printed
    [answer] = discord.answers
    assert "more than 2,600" in str(answer)
    assert sorted(everything(tmp_path)) == ["data", "data/talking-points.db"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to send to another process")
async def test_a_signal_ends_it_even_where_an_answer_is_never_taken(tmp_path: Path) -> None:
    async with Loopback(slow=120) as discord:
        process = await discord.start(tmp_path, "run", DISCORD_TOKEN=TOKEN)
        await asyncio.wait_for(discord.ready.wait(), 15)
        await discord.ask("figures")
        await asyncio.wait_for(discord.asked.wait(), 15)
        process.terminate()
        status, printed = await end_of(process, 30)
    assert status == 0
    assert "Traceback" not in printed
    assert discord.answers == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to send to another process")
async def test_a_second_start_registers_nothing_and_answers_from_what_is_stored(tmp_path: Path) -> None:
    async with Loopback() as discord:
        for _ in range(2):
            process = await discord.start(tmp_path, "run", DISCORD_TOKEN=TOKEN)
            await asyncio.wait_for(discord.ready.wait(), 15)
            await discord.ask("summary")
            await asyncio.wait_for(discord.asked.wait(), 15)
            discord.asked.clear()
            await discord.ask("help")  # from a server that Discord hasn't described yet
            await asyncio.wait_for(discord.asked.wait(), 15)
            discord.ready.clear()
            discord.asked.clear()
            process.terminate()
            status, printed = await end_of(process)
            assert status == 0, printed
            assert TOKEN not in printed.replace("unaccepted", "")
    assert len(discord.commands) == 1
    assert len(discord.answers) == 4
    assert "Something went wrong" not in str(discord.answers)
    with sqlite3.connect(tmp_path / "data" / "talking-points.db") as connection:
        assert connection.execute("SELECT count(*) FROM article").fetchone() == (1,)
    connection.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to send to another process")
async def test_commands_that_were_reset_or_changed_elsewhere_are_registered_again(tmp_path: Path) -> None:
    async with Loopback() as discord:

        async def start() -> int:
            """How often commands were registered once the bot was ready."""
            discord.ready.clear()
            process = await discord.start(tmp_path, "run", DISCORD_TOKEN=TOKEN)
            await asyncio.wait_for(discord.ready.wait(), 15)
            process.terminate()
            status, printed = await end_of(process)
            assert status == 0, printed
            return len(discord.commands)

        assert await start() == 1
        assert await start() == 1
        discord.registered = []
        assert await start() == 2
        discord.registered[3]["version"] = "9"
        assert await start() == 3
        assert await start() == 3
    assert discord.commands[0] == discord.commands[1] == discord.commands[2]


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (
            400,
            {
                "message": "Invalid Form Body",
                "code": 50035,
                "errors": {"0": {"name": {"_errors": [{"code": "X", "message": "Name is invalid"}]}}},
            },
        ),
        (403, {"message": "Missing Access", "code": 50001}),
    ],
)
async def test_commands_that_discord_refuses_end_the_start_with_what_it_said(
    tmp_path: Path, status: int, body: dict[str, object]
) -> None:
    async with Loopback() as discord:
        discord.refusal = status, body
        process = await discord.start(tmp_path, "run", DISCORD_TOKEN=TOKEN)
        ended, printed = await end_of(process)
    [line] = [line for line in printed.splitlines() if line.startswith("talking-points: ")]
    assert ended == 9
    assert line.startswith("talking-points: Discord refused the bot’s commands (")
    assert ("Name is invalid" if status == 400 else "Missing Access") in line
    assert "Traceback" not in printed
