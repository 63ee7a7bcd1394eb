"""The command line of who runs the bot: import, export, facts add, history and erase."""

from __future__ import annotations

import asyncio
import io
import re
import shlex
import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.app.cli import main
from bot.app.settings import built_in
from bot.core.model.people import OPERATOR
from bot.core.packs.reading import Pack
from bot.core.packs.writing import write_pack
from bot.core.packs.zipping import zip_pack
from bot.core.store.metadata import metadata
from bot.core.templates.prompts import Prompts
from bot.features.articles.importing import ImportRules
from tests.conftest import JUAREZ
from tests.kit.classroom import Classroom, text_of
from tests.kit.curating import every_page, stored
from tests.kit.stores import MILL, TWICE, desk_on, open_copy

SERVER = "1000000000000000001"
FIGURE = ["--kind", "figure", "--value", "90 days", "--counts", "for a plan", "--quote", "a plan in 90 days"]


@pytest.fixture(scope="session")
def shelved(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in whose server the command line imported the mill."""
    path = tmp_path_factory.mktemp("shelved") / "store.db"

    async def make() -> None:
        store = await open_copy(template, path)
        await desk_on(store).get(ImportRules).apply(int(SERVER), OPERATOR, MILL)
        await store.close()

    asyncio.run(make())
    return path


@pytest.fixture(autouse=True)
def here(tmp_path: Path, template: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a database that is empty."""
    monkeypatch.chdir(tmp_path)
    shutil.copyfile(template, tmp_path / "store.db")
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{(tmp_path / 'store.db').as_posix()}")
    return tmp_path


@pytest.fixture
def mill(here: Path, shelved: Path) -> Path:
    """The same folder, with the mill on the server and as a pack beside the database."""
    shutil.copyfile(shelved, here / "store.db")
    put(here / "mill")
    return here


def put(folder: Path, pack: Pack = MILL) -> str:
    """Writes a pack as a folder. Returns its path."""
    folder.mkdir()
    for name, content in write_pack(pack).items():
        (folder / name).write_bytes(content)
    return str(folder)


def read(folder: Path, *endings: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if not endings or path.suffix in endings}


def rows(here: Path) -> dict[str, list[dict[str, Any]]]:
    """All that the database holds, by table."""
    with sqlite3.connect(here / "store.db") as database:
        database.row_factory = sqlite3.Row
        names = [row[0] for row in database.execute("select name from sqlite_master where type = 'table'")]
        found = {name: [dict(row) for row in database.execute(f"select * from {name}")] for name in names}
    database.close()
    return found


def run(capsys: pytest.CaptureFixture[str], *arguments: str, server: str = SERVER) -> str:
    """What a command prints that works."""
    assert main([*arguments, "--server", server]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out


def refused(capsys: pytest.CaptureFixture[str], arguments: Sequence[str], server: str = SERVER) -> str:
    """The one line that a command says which can't do what it was asked."""
    assert main([*arguments, "--server", server]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("talking-points: ")
    assert printed.err.count("\n") == 1
    return printed.err


@pytest.mark.parametrize("form", ["folder", "zip", "name"])
def test_a_pack_is_imported_from_a_folder_a_zip_or_by_its_name(
    capsys: pytest.CaptureFixture[str], here: Path, form: str
) -> None:
    if form == "zip":
        (here / "mill.zip").write_bytes(zip_pack(MILL))
    else:
        put(here / "mill")
    pack = {"folder": "mill", "zip": "mill.zip", "name": "juarez"}[form]
    before = rows(here)
    dry = run(capsys, "import", pack, "--dry-run")
    assert "a new article with" in dry
    assert rows(here) == before
    assert dry.endswith("\nnothing was changed\n")
    printed = run(capsys, "import", pack)
    assert printed.startswith(dry.removesuffix("nothing was changed\n"))
    after = rows(here)
    assert len(after["fact"]) == (40 if form == "name" else 6)
    assert [row["role"] for row in after["history"]] == ["operator"]
    assert "nothing to import" in run(capsys, "import", pack)
    assert rows(here) == after


def test_an_import_says_what_it_changes(capsys: pytest.CaptureFixture[str], mill: Path) -> None:
    facts = mill / "mill" / "facts.toml"
    text = facts.read_text(encoding="utf-8").replace("jobs lost", "jobs gone").replace("Whose plan?", "Whose?")
    facts.write_text(text + '\n[[summary]]\ntext = "It has met."\nquote = "It has met twice."\n', encoding="utf-8")
    before = rows(mill)
    dry = run(capsys, "import", "mill", "--dry-run")
    assert "+ summary: It has met." in dry
    assert "± figure: 300 jobs gone" in dry
    assert "± question: Whose?" in dry
    assert "4 as they are" in dry
    assert rows(mill) == before
    run(capsys, "import", "mill")
    assert "nothing to import" in run(capsys, "import", "mill")


def test_a_pack_with_mistakes_is_not_imported(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    pack = put(here / "mill")
    facts = here / "mill" / "facts.toml"
    facts.write_text(facts.read_text(encoding="utf-8").replace("a plan", "the plan"), encoding="utf-8")
    before = rows(here)
    assert main(["import", pack, "--server", SERVER]) == 1
    printed = capsys.readouterr()
    assert re.match(r"mill[/\\]facts\.toml:\d+: question 1: ", printed.out)
    assert rows(here) == before
    assert "There is no pack called" in refused(capsys, ["import", "nope"])
    (here / "broken.zip").write_bytes(b"PK")
    assert main(["import", "broken.zip", "--server", SERVER]) == 1
    assert "can’t be opened" in capsys.readouterr().out


def test_what_is_exported_is_what_was_imported(capsys: pytest.CaptureFixture[str], mill: Path) -> None:
    assert "6 facts" in run(capsys, "export", "mill", "--to", "out")
    assert read(mill / "out") == read(mill / "mill")
    run(capsys, "export", "The mill", "--to", "out.zip")
    assert (mill / "out.zip").read_bytes() == zip_pack(MILL)
    run(capsys, "import", "out.zip", server="2")
    run(capsys, "export", "2", "--to", "again.zip", server="2")
    assert (mill / "again.zip").read_bytes() == zip_pack(MILL)
    assert "no article called" in refused(capsys, ["export", "nope"])


def test_what_is_exported_elsewhere_comes_back_as_the_same_article(
    capsys: pytest.CaptureFixture[str], mill: Path
) -> None:
    for to in ("exp", "exp.zip"):
        run(capsys, "export", "mill", "--to", to)
        assert "nothing to import" in run(capsys, "import", to)
    facts = mill / "exp" / "facts.toml"
    facts.write_text(facts.read_text(encoding="utf-8").replace("jobs lost", "jobs gone"), encoding="utf-8")
    assert "imported as mill," in run(capsys, "import", "exp")
    assert len(rows(mill)["article"]) == 1


@pytest.mark.parametrize("to", ["exp", "exp.zip"])
def test_an_export_writes_over_nothing_that_says_something_else(
    capsys: pytest.CaptureFixture[str], mill: Path, to: str
) -> None:
    run(capsys, "export", "mill", "--to", to)
    run(capsys, "export", "mill", "--to", to)  # the very same again
    path = mill / to if to.endswith(".zip") else mill / to / "facts.toml"
    mine = path.read_bytes() + b"# a comment of mine\n"
    path.write_bytes(mine)
    run(capsys, "facts", "add", *FIGURE)
    before = read(path.parent, ".md", ".toml", ".zip")
    assert f"{path.relative_to(mill)} is there already" in refused(capsys, ["export", "mill", "--to", to])
    assert {
        each.name: each.read_bytes() for each in path.parent.iterdir() if each.suffix in (".md", ".toml", ".zip")
    } == before
    run(capsys, "export", "mill", "--to", to, "--force")
    assert path.read_bytes() != mine


def test_an_export_makes_no_folder_with_the_name_of_a_file(capsys: pytest.CaptureFixture[str], mill: Path) -> None:
    (mill / "taken").write_text("x")
    for to in ("x.txt", "deep/article.md", "taken"):
        assert f"{Path(to)} is no pack" in refused(capsys, ["export", "mill", "--to", to])
        assert (mill / to).is_file() == (to == "taken")
    run(capsys, "export", "mill", "--to", "v1.2")
    assert sorted(read(mill / "v1.2")) == ["article.md", "facts.toml"]


def test_a_text_is_corrected(capsys: pytest.CaptureFixture[str], mill: Path) -> None:
    article = mill / "mill" / "article.md"
    text = article.read_text(encoding="utf-8")
    (mill / "same.md").write_text(text, encoding="utf-8")
    assert "That is how it is already" in refused(capsys, ["correct", "mill", "same.md"])
    corrected = text.replace("a plan in 90 days", "a plan in 60 days").replace("Nobody was asked.", "No one was asked.")
    article.write_text(corrected, encoding="utf-8")
    before = rows(mill)
    dry = run(capsys, "correct", "mill", "mill/article.md", "--dry-run")
    assert dry.startswith("the text of: The mill\n")
    assert "not taken" not in dry
    assert dry.endswith("\nnothing was changed\n")
    assert rows(mill) == before
    printed = run(capsys, "correct", "1", "mill")  # the folder that it is in will do
    assert printed.startswith(dry.removesuffix("nothing was changed\n"))
    after = rows(mill)
    assert "a plan in 60 days" in str(after["article"][0])
    assert dry.count("\n  - ") == sum(fact["state"] == "draft" for fact in after["fact"]) > 0
    assert [row["action"] for row in after["history"]][-1] == "article corrected"
    assert "no article called" in refused(capsys, ["correct", "nope", "same.md"])
    # The rest of an article.md is not put in place, which it says.
    titled = corrected.replace("title: The mill", "title: A mill\ndate: 3 May").replace("No one", "Nobody")
    (mill / "titled.md").write_text(titled, encoding="utf-8")
    assert "\n  not taken, as only the text is: title, date\n" in run(capsys, "correct", "mill", "titled.md")
    assert "The mill" in str(rows(mill)["article"][0])
    (mill / "bad.txt").write_bytes(b"\xff\x00")
    for name, said in (
        ("bad.txt", "bad.txt:1: this is not UTF-8"),
        ("none.md", "none.md: this file can’t be read: No such"),
    ):
        assert main(["correct", "mill", name, "--server", SERVER]) == 1
        assert said in capsys.readouterr().out


def test_export_writes_a_folder_of_the_articles_name_where_none_is_given(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    run(capsys, "import", "juarez")
    run(capsys, "export", "juarez")
    assert sorted(read(here / "juarez")) == ["article.md", "facts.toml"]
    assert main(["check", "juarez"]) == 0
    assert read(here / "juarez").keys() == read(JUAREZ).keys()


def test_a_fact_of_each_kind_is_added(capsys: pytest.CaptureFixture[str], mill: Path) -> None:
    facts = (
        "--kind summary --text 'It has met.' --length brief --quote 'It has met twice.'",
        "--kind figure --value '90 days' --counts 'for a plan' --as-of 'in March' --quote 'a plan in 90 days'",
        "--kind person --name Ruiz --role 'led the union' --text spoke --quote 'who led the union'",
        "--kind question --text Why? --stem 'Because …' --quote 'Nobody was asked.' --speaker Ruiz",
        f"--kind summary --text 'Jobs went.' --quote '{TWICE}' --place 1",
    )
    for number, given in enumerate(facts, 7):
        assert run(capsys, "facts", "add", *shlex.split(given), "--as-is").startswith(f"added fact {number}: ")
    after = rows(mill)
    assert [fact["state"] for fact in after["fact"]] == ["published"] * 11
    assert [fact["kind"] for fact in after["fact"][6:]] == ["summary", "figure", "person", "question", "summary"]
    assert [(row["action"], row["role"]) for row in after["history"][1:]] == [("fact added", "operator")] * 5
    # The very same once more is refused.
    assert "already" in refused(capsys, ["facts", "add", *shlex.split(facts[0])])
    assert rows(mill) == after


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([*FIGURE[:-1], "not in the article"], "not in the article word for word"),
        (["--kind", "figure", "--value", "80 days", *FIGURE[4:]], "“80 days” is not in the quote"),
        (FIGURE[:-2], "there is no quote"),
        (["--kind", "summary", "--quote", "It has met twice."], "text is missing"),
        (["--kind", "summary", "--text", "x", "--quote", TWICE], "with place = 1 to 2"),
        (["--kind", "summary", "--text", "x" * 1001, "--quote", "It has met twice."], "1,001 characters"),
        (["--kind", "question", "--text", "x", "--stage", "late", "--quote", "It has met twice."], "opening"),
        (
            ["--kind", "question", "--text", "x", "--value", "5", "--quote", "It has met twice."],
            "“value” is not known here; known are stage, text, ",
        ),
        (
            ["--kind", "summary", "--text", "x", "--stem", "Because", "--quote", "It has met twice."],
            "“stem” is not known",
        ),
        ([*FIGURE, "--article", "nope"], "There is no article called “nope”"),
    ],
)
def test_a_fact_that_is_refused_says_why_and_stores_nothing(
    capsys: pytest.CaptureFixture[str], mill: Path, given: list[str], said: str
) -> None:
    before = rows(mill)
    assert said in refused(capsys, ["facts", "add", *given])
    assert rows(mill) == before


def test_the_history_is_printed_newest_first(capsys: pytest.CaptureFixture[str], mill: Path) -> None:
    run(capsys, "facts", "add", *FIGURE)
    lines = run(capsys, "history").splitlines()
    first = next(i for i, line in enumerate(lines) if "Article added" in line)
    assert "whoever runs the bot" in lines[0]
    assert "90 days for a plan" in lines[0]
    assert first > 0
    assert "The mill" in lines[first]
    printed = run(capsys, "history", "--most", "1")
    assert "Article added" not in printed
    assert "1 more" in printed


def test_erase_takes_one_server_away_and_leaves_the_other(capsys: pytest.CaptureFixture[str], mill: Path) -> None:
    run(capsys, "import", "mill", server="2")
    assert len(rows(mill)["fact"]) == 12
    before = rows(mill)
    assert "Nothing was erased; add --yes" in refused(capsys, ["erase"], server="2")
    assert rows(mill) == before
    printed = run(capsys, "erase", "--yes", server="2")
    assert printed.startswith("All that the bot kept of server 2 is erased:\n")
    assert "\n  articles: 1\n" in printed
    assert "\n  facts: 6\n" in printed
    assert ": 0" not in printed
    after = rows(mill)
    assert {row["server_id"] for row in after["fact"]} == {int(SERVER)}
    assert [row["id"] for row in after["server"]] == [int(SERVER)]
    assert "knows no server 2" in refused(capsys, ["erase", "--yes"], server="2")


def test_erase_asks_at_a_terminal(
    capsys: pytest.CaptureFixture[str], mill: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    before = rows(mill)
    for typed in ("no\n", "y\n", "\n"):
        monkeypatch.setattr("sys.stdin", Terminal(typed))
        assert main(["erase", "--server", SERVER]) == 1
        assert f"all that the bot keeps of server {SERVER}, for good" in capsys.readouterr().out
        assert rows(mill) == before
    monkeypatch.setattr("sys.stdin", Terminal("Yes\n"))
    assert "facts: 6" in run(capsys, "erase")
    assert rows(mill)["fact"] == []


def test_every_table_that_is_erased_has_its_words() -> None:
    tables = {table.name for table in metadata.tables.values() if "server_id" in table.c}
    for locale in ("en", "es"):
        assert tables <= set(Prompts([built_in("prompts")], locale).labels["erased"])


@pytest.mark.parametrize("server", ["0", "-1", "x", "", "9223372036854775808", "９", "1" * 5_000, "0" * 19 + "1" * 30])
def test_a_number_that_can_be_no_servers_is_refused(
    capsys: pytest.CaptureFixture[str], mill: Path, server: str
) -> None:
    before = rows(mill)
    for arguments in (["history"], ["erase"], ["import", "juarez"], ["export", "juarez"], ["facts", "add", *FIGURE]):
        with pytest.raises(SystemExit) as ended:
            main([*arguments, f"--server={server}"])
        assert ended.value.code == 2
        assert "Copy Server ID" in capsys.readouterr().err
    assert rows(mill) == before


HALF = ["--kind", "figure", "--value", "90", "--counts", "days for a plan", "--quote", "a plan in at least 90 days"]
LIKE = '\n[[figure]]\nvalue = "300 jobs"\ncounts = "gone"\nquote = "The town lost 300 jobs"\nplace = 1\n'


def test_facts_add_points_out_half_a_value_before_it_is_added(capsys: pytest.CaptureFixture[str], mill: Path) -> None:
    article = mill / "mill" / "article.md"
    article.write_text(article.read_text(encoding="utf-8").replace("in 90 days", "in at least 90 days"), "utf-8")
    run(capsys, "import", "mill")
    before = rows(mill)
    assert main(["facts", "add", *HALF, "--server", SERVER]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "The article says at least 90; “90” leaves part of that out." in printed.err
    assert "nothing was added" in printed.err
    assert rows(mill) == before
    assert "90 days for a plan" in run(capsys, "facts", "add", *HALF, "--as-is")
    assert len(rows(mill)["fact"]) == len(before["fact"]) + 1


def test_an_import_points_out_what_is_worth_a_look_with_its_plan(
    capsys: pytest.CaptureFixture[str], mill: Path
) -> None:
    assert "?" not in run(capsys, "import", "mill", "--dry-run")
    facts = mill / "mill" / "facts.toml"
    facts.write_text(facts.read_text(encoding="utf-8") + LIKE, encoding="utf-8")
    before = rows(mill)
    said = "  ? “300 jobs gone” is much like “300 jobs lost”\n"
    assert said in run(capsys, "import", "mill", "--dry-run")
    assert rows(mill) == before
    assert said in run(capsys, "import", "mill")
    # What the server has already is not pointed out again.
    assert "?" not in run(capsys, "import", "mill")
    assert main(["check", "mill"]) == 0  # worth a look, and no mistake
    assert "mill: “300 jobs gone” is much like “300 jobs lost”\nmill: in order, 7 facts" in capsys.readouterr().out


def test_looking_at_a_server_that_nobody_knows_leaves_no_row(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    before = rows(here)
    fact = ("facts", "add", "--kind", "summary", "--text", "x", "--quote", "1,200 troops")
    for command in (("history",), ("export", "juarez"), fact, ("erase",)):
        assert "knows no server 5" in refused(capsys, [*command], server="5")
    assert "a new article with" in run(capsys, "import", "juarez", "--dry-run", server="5")
    assert rows(here) == before


async def test_while_the_bot_runs_its_answers_show_the_change_within_a_second(
    room: Classroom, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "90 days" not in text_of(await room.type("figures"))
    server = str(room.server.id)
    given = ["--kind", "figure", "--value", "100 days", "--counts", "until then", "--quote", "results in 100 days"]
    assert await asyncio.to_thread(main, ["facts", "add", *given, "--server", server]) == 1
    assert "Already in the answers: 100 days the time in which" in capsys.readouterr().err
    assert await asyncio.to_thread(main, ["facts", "add", *given, "--as-is", "--server", server]) == 0
    await room.env.advance_time(1)
    assert "until then" in await every_page(room, "figures")
    assert await asyncio.to_thread(main, ["export", "juarez", "--to", "out", "--server", server]) == 0
    facts = Path("out/facts.toml")
    facts.write_text(facts.read_text(encoding="utf-8").replace("until then", "until later"), encoding="utf-8")
    assert await asyncio.to_thread(main, ["import", "out", "--server", server]) == 0
    await room.env.advance_time(1)
    assert "until later" in await every_page(room, "figures")
    assert "whoever runs the bot" in text_of(await room.told("facts history"))
    assert await asyncio.to_thread(main, ["erase", "--yes", "--server", server]) == 0
    await room.env.advance_time(1)
    assert "until later" not in await every_page(room, "figures")
    assert len((await stored(room, "fact"))["fact"]) == 40
    assert "41 facts" in capsys.readouterr().out
