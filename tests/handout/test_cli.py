"""``python -m bot handout``: the sheet for class from the command line."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from bot.app.cli import main
from bot.core.model.people import OPERATOR
from bot.core.packs.writing import write_pack
from bot.features.articles.importing import ImportRules
from tests.app.test_cli_curating import SERVER, refused, run
from tests.kit.pdf_text import pages_of
from tests.kit.stores import MILL, desk_on, open_copy


@pytest.fixture
def here(tmp_path: Path, template: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a database in whose server the mill is."""

    async def make() -> None:
        store = await open_copy(template, tmp_path / "store.db")
        await desk_on(store).get(ImportRules).apply(int(SERVER), OPERATOR, MILL)
        await store.close()

    asyncio.run(make())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{(tmp_path / 'store.db').as_posix()}")
    return tmp_path


def test_both_formats_are_written_into_a_folder(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    assert run(capsys, "handout", "mill") == "wrote mill-handout.md\nwrote mill-handout.pdf\n"
    run(capsys, "handout", "The mill", "--to", "deep/out")
    for name in ("mill-handout.md", "mill-handout.pdf"):
        assert (here / name).read_bytes() == (here / "deep" / "out" / name).read_bytes()
    assert (here / "mill-handout.md").read_text(encoding="utf-8").startswith("# The mill\n")
    assert "AnaRuiz" in "".join(pages_of((here / "mill-handout.pdf").read_bytes()))


@pytest.mark.parametrize("name", ["sheet.pdf", "sheet.md"])
def test_a_file_is_written_in_the_format_of_its_name(capsys: pytest.CaptureFixture[str], here: Path, name: str) -> None:
    assert run(capsys, "handout", "1", "--to", name) == f"wrote {name}\n"
    assert (here / name).read_bytes().startswith({"pdf": b"%PDF", "md": b"# The mill"}[name[6:]])
    assert sorted(path.name for path in here.glob("*.*") if path.suffix in (".pdf", ".md")) == [name]


def test_a_sheet_writes_over_nothing_that_somebody_changed_and_makes_no_folder_of_a_files_name(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    run(capsys, "handout", "mill")
    run(capsys, "handout", "mill")  # the very same again
    changed = here / "mill-handout.md"
    changed.write_text("# My own", encoding="utf-8")
    (here / "mill-handout.pdf").unlink()
    assert "mill-handout.md is there already" in refused(capsys, ["handout", "mill"])
    assert changed.read_text(encoding="utf-8") == "# My own"
    assert not (here / "mill-handout.pdf").exists()
    run(capsys, "handout", "mill", "--force")
    assert changed.read_text(encoding="utf-8").startswith("# The mill")
    assert "x.txt can’t be the sheet" in refused(capsys, ["handout", "mill", "--to", "x.txt"])
    assert not (here / "x.txt").exists()


def test_without_the_extra_only_the_markdown_is_written_and_it_says_so(
    capsys: pytest.CaptureFixture[str], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    printed = run(capsys, "handout", "mill")
    assert printed.startswith("wrote mill-handout.md\nno PDF: ")
    assert 'pip install "talking-points[documents]"' in printed
    assert not (here / "mill-handout.pdf").exists()
    assert main(["handout", "mill", "--to", "x.pdf", "--server", SERVER]) == 8
    assert 'pip install "talking-points[documents]"' in capsys.readouterr().err
    assert not (here / "x.pdf").exists()


def test_no_pdf_of_boxes_is_written_and_it_says_why(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    folder = here / "zh"
    folder.mkdir()
    for name, content in write_pack(MILL).items():
        (folder / name).write_bytes(content.replace(b"The mill", "工厂".encode()))
    run(capsys, "import", "zh")
    printed = run(capsys, "handout", "mill", "--to", "out")
    assert printed.startswith(f"wrote {Path('out', 'mill-handout.md')}\nno PDF: The fonts of the PDF lack letters")
    assert "such as 工 厂; take the Markdown instead" in printed
    assert [path.name for path in (here / "out").iterdir()] == ["mill-handout.md"]
    assert "such as 工 厂; take the Markdown instead" in refused(capsys, ["handout", "mill", "--to", "x.pdf"])
    assert not (here / "x.pdf").exists()


def test_what_is_not_there_is_refused_and_nothing_is_written(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    assert "no article called" in refused(capsys, ["handout", "nope"])
    assert "knows no server 5" in refused(capsys, ["handout", "mill"], server="5")
    assert [path.name for path in here.iterdir() if path.suffix in (".pdf", ".md")] == []


def test_an_operators_own_words_stand_on_it(
    capsys: pytest.CaptureFixture[str], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = here / "own" / "en"
    own.mkdir(parents=True)
    (own / "labels.toml").write_text('[handout]\nnumbers = "What was counted"\n')
    monkeypatch.setenv("PROMPTS_DIR", str(here / "own"))
    run(capsys, "handout", "mill", "--to", "x.md")
    assert "## What was counted\n" in (here / "x.md").read_text(encoding="utf-8")
