"""Fixtures: the real client in a simulated Discord, on a real database."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import simcord
from hypothesis import HealthCheck, settings
from sqlalchemy import URL

from bot.app.build import load_prompts
from bot.app.client import TalkingPoints
from bot.app.features import all_features
from bot.app.settings import built_in, read_settings
from bot.core.packs.reading import Pack, read_pack
from bot.core.rules.desk import Desk
from bot.core.store.engine import parse_url
from bot.core.store.store import Store
from bot.core.templates.prompts import Prompts
from bot.core.ui.bot import Bot
from tests.kit.classroom import Classroom, unexpected
from tests.kit.faults import FaultyDiscord, faulty
from tests.kit.limits import check_messages
from tests.kit.openapi import check_requests
from tests.kit.outsiders import PEOPLE, Scene
from tests.kit.postgres import PostgreSQL
from tests.kit.samples import every_command, keep_forms, open_to_all, stocked
from tests.kit.stock import Stock
from tests.kit.stores import Clock, filled, open_at, open_copy

# A loaded machine is slow at making examples; that is not what these tests are about.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

JUAREZ = built_in("seeds") / "juarez"


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--golden`` writes the golden files anew; ``--faults`` has everything fail that can, not a sample of it."""
    parser.addoption("--golden", action="store_true", help="write the golden files of answers anew")
    parser.addoption("--faults", action="store_true", help="have each command, button and form fail in each way")


def pytest_xdist_auto_num_workers() -> int:
    """``-n auto`` runs one more than there are cores: tests wait for disks and for what is at work elsewhere, too."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings of the machine that it runs on."""
    for name in ("DISCORD_TOKEN", "DATABASE_URL", "ANSWERS_PUBLIC", "DEFAULT_PACK", "SEEDS_DIR", "PROMPTS_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture(scope="session")
def juarez() -> Pack:
    """The built-in pack."""
    pack, problems = read_pack(JUAREZ)
    assert pack is not None
    assert problems == []
    return pack


@pytest.fixture(scope="session")
def prompts() -> Prompts:
    """The English templates."""
    return Prompts([built_in("prompts")])


@pytest.fixture(scope="session")
def languages() -> dict[str, Prompts]:
    """The templates of every language, as the bot has them."""
    return load_prompts(read_settings(prompts_dir=None))


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgreSQL]:
    """A PostgreSQL server for this test run."""
    with PostgreSQL(tmp_path_factory.mktemp("postgres")) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[URL]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield parse_url(f"sqlite+aiosqlite:///{(tmp_path / 'deep' / 'store.db').as_posix()}")
        return
    server: PostgreSQL = request.getfixturevalue("postgres")
    yield parse_url(server.new_database())


@pytest.fixture
async def store(url: URL) -> AsyncIterator[Store]:
    """An open store on an empty database."""
    store = Store(url)
    await store.open()
    yield store
    await store.close()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with its tables and nothing in them, to be copied."""
    path = tmp_path_factory.mktemp("template") / "store.db"

    async def make() -> None:
        await (await open_at(path)).close()

    asyncio.run(make())
    return path


@pytest.fixture
def clock() -> Clock:
    """The time that ``desk`` is told."""
    return Clock()


@pytest.fixture
async def desk(template: Path, tmp_path: Path, clock: Clock) -> AsyncIterator[Desk]:
    """A desk on SQLite, in whose server ONE a moderator added the mill."""
    store = await open_copy(template, tmp_path / "store.db")
    yield await filled(store, clock)
    await store.close()


MakeBot = Callable[..., TalkingPoints]


@pytest.fixture
def database(tmp_path: Path) -> str:
    """The address of a database that isn't there yet."""
    return f"sqlite+aiosqlite:///{(tmp_path / 'store.db').as_posix()}"


@pytest.fixture
def make_bot(database: str, juarez: Pack, languages: dict[str, Prompts]) -> MakeBot:
    """Makes the bot as ``run`` does, on the test's database: call it again for a restart."""

    def make(
        *, public: bool = False, default: Pack | None = juarez, now: Callable[[], float] = lambda: 1_767_225_600
    ) -> TalkingPoints:
        features = all_features()
        desk = Desk(Store(parse_url(database)), default, now=now, hooks=features.hooks)
        return TalkingPoints(Bot(desk, languages, features, public=public))

    return make


MakeClassroom = Callable[..., Awaitable[Classroom]]


@pytest.fixture
async def make_classroom(make_bot: MakeBot) -> AsyncIterator[MakeClassroom]:
    """Starts a simulated Discord with a server; fails the test for an error that nobody was told of."""
    async with AsyncExitStack() as stack:

        async def make(**options: object) -> Classroom:
            # Not simcord.run(): it leaves a context variable in a context that the fixture's end doesn't run in.
            env = simcord.Env(make_bot(**options), shard_count=1, check_errors=False, settle_timeout=20)
            await env.start()
            room = Classroom(env, "Classroom")
            stack.push_async_callback(_finish, room)
            await env.settle()
            return room

        yield make


async def _finish(room: Classroom) -> None:
    await room.env.shutdown()
    check_messages(room.env.http_requests)
    check_requests(room.env.http_requests)
    try:
        assert unexpected(room.env.errors[room.forgiven :]) == []
    finally:
        await room.desk.store.close()


@pytest.fixture
async def room(make_classroom: MakeClassroom) -> Classroom:
    """A server with the built-in article, a teacher and two students."""
    return await make_classroom()


@pytest.fixture
async def wire(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FaultyDiscord]:
    """The room's Discord behind a real socket, where it can fail."""
    async with faulty(room, monkeypatch) as found:
        yield found


@pytest.fixture
async def held(make_classroom: MakeClassroom) -> Stock:
    """A server with something of everything."""
    return await stocked(await make_classroom(default=None))


@pytest.fixture(params=list(PEOPLE))
async def scene(held: Stock, request: pytest.FixtureRequest) -> Scene:
    """Somebody who has no right here, or is about to lose it; they see every command."""
    actor, lose = await PEOPLE[request.param](held.room)
    await keep_forms(held, actor.id)
    await keep_forms(held, held.room.teacher.id)
    for command in {name.split()[0] for name in every_command(held) if name not in open_to_all()}:
        held.room.let_see(command, actor)
    return Scene(held, actor, lose)


@pytest.fixture
def errors_logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """The log, errors only."""
    caplog.set_level(logging.ERROR)
    return caplog
