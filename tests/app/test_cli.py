"""The command line: show, check and what is said where something is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import __version__
from bot.app.cli import main
from bot.core.model.article import Article
from bot.core.packs.reading import Pack
from bot.core.packs.zipping import zip_pack
from tests.conftest import JUAREZ
from tests.core.test_packs import ARTICLE, write

GOOD = '[[figure]]\nvalue = "1,200"\ncounts = "dollars"\nquote = "costs 1,200 dollars"\n'


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "90")


def test_show_prints_an_answer_as_it_will_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["show", "figures"]) == 0
    printed = capsys.readouterr().out
    assert "more than 2,600 people dead in Ciudad Juarez  [Source: ¶ 6]" in printed
    assert "Page 1 of 2" in printed
    assert "Page 2 of 2" in printed
    assert "**" not in printed
    assert "\\" not in printed
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "there", "missing"),
    [
        (["summary", "--length", "brief"], "uncertain what new strategy", "100 days"),
        (["figures", "--show", "people"], "Calderón has promised", "more than 2,600"),
        (["figures", "--about", "calderon"], "Only what mentions “calderon”", "FBI"),
        (["questions", "--stage", "closing"], "To finish", "To start"),
        (["questions", "--article", "juarez"], "To go deeper", "Key figures"),
    ],
)
def test_show_takes_the_options_of_the_commands(
    capsys: pytest.CaptureFixture[str], arguments: list[str], there: str, missing: str
) -> None:
    assert main(["show", *arguments]) == 0
    printed = capsys.readouterr().out
    assert there in printed
    assert missing not in printed


def test_show_takes_a_pack_of_ones_own(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    write(tmp_path / "mine", facts=GOOD)
    assert main(["show", "figures", "--article", "mine"]) == 0
    assert "1,200 dollars  [Source: ¶ 1]" in capsys.readouterr().out


def test_show_leaves_broken_facts_out_and_says_which(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    write(tmp_path / "mine", facts=GOOD + '\n[[figure]]\nvalue = "7"\ncounts = "x"\nquote = "not there"\n')
    assert main(["show", "figures", "--article", "mine"]) == 0
    printed = capsys.readouterr()
    assert "1,200 dollars  [Source: ¶ 1]" in printed.out
    assert printed.err.startswith(f"{Path('mine', 'facts.toml')}:9: figure 2: ")
    assert printed.err.count("\n") == 1


def test_show_says_that_the_facts_cannot_be_read_rather_than_that_there_are_none(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    write(tmp_path / "mine", facts="[[figure\n")
    assert main(["show", "figures", "--article", "mine"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"{Path('mine', 'facts.toml')}:1: this is not TOML")


def test_show_speaks_the_languages_that_there_are_and_shows_no_marks(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "figures", "--language", "es"]) == 0
    assert "[Fuente: ¶ 6]" in capsys.readouterr().out
    assert main(["show", "questions", "--language", "es"]) == 0
    spanish = capsys.readouterr().out
    assert "Para empezar" in spanish
    assert main(["show", "questions"]) == 0
    for printed in (spanish, capsys.readouterr().out):
        assert "*" not in printed
    assert main(["show", "questions", "--language", "xx"]) == 1
    assert "“xx” is not a choice for language; choose en" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["show", "figures", "--article", "nope"], "There is no pack called “nope”; there is juarez."),
        (["show", "figures", "--show", "x"], "“x” is not a choice for show; choose all, numbers, or people."),
        (["show", "questions", "--stage", "x"], "“x” is not a choice for stage; choose"),
        (["show", "summary", "--stage", "core"], "--stage is for questions; leave it out"),
        (["show", "questions", "--show", "people"], "--show is for figures; leave it out"),
        (["show", "figures", "--about", "x" * 41], "about takes a word or two, 40 characters at most"),
    ],
)
def test_a_wrong_value_gets_a_sentence(capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str) -> None:
    assert main(arguments) == 1
    printed = capsys.readouterr()
    assert printed.err.startswith("talking-points: " + sentence)
    assert printed.err.count("\n") == 1
    assert printed.out == ""


def test_check_finds_the_built_in_packs_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert "juarez: in order, 40 facts" in capsys.readouterr().out
    assert main(["check", str(JUAREZ)]) == 0


def test_check_names_file_line_fact_and_what_to_do(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    write(tmp_path / "packs" / "good", facts=GOOD)
    write(tmp_path / "packs" / "bad", facts=GOOD + '\n[[summary]]\ntext = "x"\nquote = "One plan"\n')
    assert main(["check", "packs"]) == 1
    lines = capsys.readouterr().out.splitlines()
    where = Path("packs", "bad", "facts.toml")
    assert lines[0] == (
        f"{where}:8: summary 1: the quote stands 2 times in the article, in ¶ 1, ¶ 2: “One plan”; "
        "make it longer, or choose with place = 1 to 2"
    )
    assert lines[1] == f"{Path('packs', 'good')}: in order, 1 facts"


def test_check_names_a_link_that_discord_would_refuse(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pack = tmp_path / "bad"
    write(pack, ARTICLE.replace("---\n", "---\nlink: https://intranet/reader\n", 1), GOOD)
    assert main(["check", str(pack)]) == 1
    assert "takes a web address such as https://" in capsys.readouterr().out


def test_check_reads_every_folder_it_is_given(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    write(tmp_path / "one", facts=GOOD)
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "article.md").write_text(ARTICLE)
    assert main(["check", "one", "two", "three"]) == 1
    printed = capsys.readouterr().out
    assert "one: in order" in printed
    assert f"{Path('two', 'facts.toml')}: this file is missing" in printed
    assert f"{Path('three', 'article.md')}: this file is missing" in printed


def test_check_takes_a_file_of_a_pack_for_the_pack(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    write(tmp_path / "one", facts=GOOD)
    (tmp_path / "one.zip").write_bytes(zip_pack(Pack("one", Article(title="x", body="A plan."))))
    (tmp_path / "x.txt").write_text("A plan.")
    for name in ("one/facts.toml", "one/article.md", "one", "one.zip"):
        assert main(["check", name]) == 0
        assert "in order" in capsys.readouterr().out
    assert main(["check", "x.txt"]) == 1
    assert "x.txt is no pack: name a folder" in capsys.readouterr().err


def test_an_empty_folder_of_packs_is_not_in_order(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert main(["check", "empty"]) == 1
    assert "article.md: this file is missing" in capsys.readouterr().out


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert __version__ in capsys.readouterr().out


def test_a_folder_of_packs_without_a_default_serves_all_the_same(tmp_path: Path) -> None:
    from bot.app.build import build_desk
    from bot.app.features import all_features
    from bot.app.settings import read_settings

    assert build_desk(read_settings(default_pack=""), all_features()) is not None
