"""Packs on disk: what is read, and how each mistake is named with its fact and line."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from bot.core.model.article_fields import SLUG_MOST
from bot.core.model.bounds import FILE_MOST
from bot.core.model.translations import in_language
from bot.core.packs.errors import PackUnknown
from bot.core.packs.reading import Pack, find_pack, pack_folders, parse_pack, read_pack
from bot.core.templates.differences import said
from tests.conftest import JUAREZ

ARTICLE = "---\ntitle: A plan\n---\n\nOne plan costs 1,200 dollars.\n\nTwo plans. One plan.\n"


FACT = '[[summary]]\ntext = "x"\nquote = "Two plans."\n'


def write(folder: Path, article: str | bytes = ARTICLE, facts: str | bytes = "") -> Path:
    """Writes a pack."""
    folder.mkdir(exist_ok=True)
    for name, content in (("article.md", article), ("facts.toml", facts)):
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def found(folder: Path) -> list[tuple[str, int | None, str | None, str]]:
    """The problems of a pack: file, line, fact, what."""
    _, problems = read_pack(folder)
    return [(p.file.name, p.line, p.fact, p.error.code) for p in problems]


@pytest.mark.parametrize(
    ("line", "slug"),
    [("", "one"), ("slug: two\n", "two"), ("slug: ''\n", "one"), (f"slug: {'x' * 99}\n", "x" * SLUG_MOST)],
)
def test_the_short_name_is_what_the_front_matter_says_or_else_the_folders(tmp_path: Path, line: str, slug: str) -> None:
    write(tmp_path / "one", article=ARTICLE.replace("---\n", f"---\n{line}", 1))
    pack, problems = read_pack(tmp_path / "one")
    assert problems == []
    assert pack is not None
    assert pack.slug == slug


def test_the_built_in_body_is_the_article_word_for_word(juarez: Pack) -> None:
    lines = juarez.article.body.split("\n")
    assert len(lines) == 14
    assert lines[0] == "The war on the Mexican cartels is getting more help from the US,"
    assert lines[1] == juarez.article.title
    assert juarez.article.remarks == (1, 5, 7, 10, 14)
    assert (juarez.article.source, juarez.article.link, juarez.article.byline, juarez.article.date) == (None,) * 4
    digest = hashlib.sha256(juarez.article.body.encode()).hexdigest()
    assert (
        digest == "1e2ea42537a88470ff161ee86854fd6f72fe1928597893a4b25d4a90535e1859"
    )  # of the text as it was handed in


def test_the_built_in_facts_are_all_there(juarez: Pack) -> None:
    kinds = [fact.kind for fact in juarez.facts]
    assert [kinds.count(kind) for kind in ("summary", "figure", "person", "question")] == [19, 5, 9, 7]
    brief = [f for f in juarez.facts if f.kind == "summary" and f.length == "brief"]
    assert len(brief) == 2
    two = [f for f in juarez.facts if f.kind == "question" and "soldiers leave" in f.text]
    assert len(two[0].quote.passages) == 2
    assert all(f.stem and f.follow_up for f in juarez.facts if f.kind == "question")


def test_the_plain_summary_is_five_to_eight_short_sentences(juarez: Pack) -> None:
    plain = [f for f in juarez.facts if f.kind == "summary" and f.length == "plain"]
    assert 5 <= len(plain) <= 8
    for fact in plain:
        assert fact.text.rstrip(".").count(". ") == fact.text.count("U.S. ")  # one sentence each
        assert len(fact.text.split()) <= 27
    said = {f.quote.text: f.speaker for f in juarez.facts if f.kind == "summary" and f.length == "full"}
    assert all(fact.speaker == said[fact.quote.text] for fact in plain if fact.quote.text in said)


def test_all_that_curators_wrote_of_the_built_in_facts_is_in_spanish_too(juarez: Pack) -> None:
    names = ("text", "counts", "as_of", "stem", "follow_up")
    for fact in juarez.facts:
        spanish = in_language(fact, "es")
        for name in names:
            assert (getattr(fact, name, None) is None) == (getattr(spanish, name, None) is None)
            if getattr(fact, name, None):
                assert getattr(spanish, name) != getattr(fact, name)
        assert (spanish.speaker is None) == (fact.speaker is None)
        if fact.speaker and fact.speaker != "Calderón":
            assert spanish.speaker != fact.speaker
        assert spanish.quote == fact.quote
        assert [getattr(spanish, name, None) for name in ("value", "role")] == [
            getattr(fact, name, None) for name in ("value", "role")
        ]


def test_a_plan_stays_a_plan(juarez: Pack) -> None:
    text = " ".join(f.text for f in juarez.facts if f.kind == "summary")
    for word in ("plan to embed", "would be placed", "would work", "might gain", "has promised"):
        assert word in text
    spanish = " ".join(said(in_language(f, "es")) for f in juarez.facts if f.kind == "summary")
    for word in ("planean integrar", "Se colocaría", "trabajarían", "podrían obtener", "ha prometido", "ayudarían"):
        assert word in spanish


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ('[[figure]]\nvalue = "1,200"\ncounts = "dollars"\nquote = "never"', (4, "figure 1", "quote_missing")),
        ('[[summary]]\ntext = "x"\nquote = "One plan"', (3, "summary 1", "quote_twice")),
        ('[[summary]]\ntext = "x"\nplace = 3\nquote = "One plan"', (4, "summary 1", "place_unknown")),
        (
            '[[figure]]\nvalue = "200"\ncounts = "dollars"\nquote = "costs 1,200 dollars"',
            (2, "figure 1", "cut_in_quote"),
        ),
        ('[[summary]]\ntext = "x"\nquote = "200 dollars"', (3, "summary 1", "quote_cut")),
        (
            '[[figure]]\nvalue = "12"\ncounts = "dollars"\nquote = "costs 1,200 dollars"',
            (2, "figure 1", "not_in_quote"),
        ),
        (
            '[[person]]\nname = "x"\nrole = "boss"\ntext = "y"\nquote = "Two plans."',
            (3, "person 1", "not_in_quote"),
        ),
        ('[[summary]]\ntext = "x"', (1, "summary 1", "quote_empty")),
        ('[[summary]]\nquote = "Two plans."', (1, "summary 1", "field_missing")),
        ('[[summary]]\ntext = "x"\nqoute = "Two plans."\n', (3, "summary 1", "field_unknown")),
        ('[[sumary]]\ntext = "x"', (1, None, "field_unknown")),
        ('titel = "x"', (1, None, "field_unknown")),
        ('summary = "x"', (1, None, "field_wrong")),
        ('[summary]\ntext = "x"', (1, None, "field_wrong")),
        ('[[summary]]\ntext = 3\nquote = "Two plans."', (2, "summary 1", "field_wrong")),
        ('[[summary]]\ntext = "x"\nplace = "1"\nquote = "Two plans."', (3, "summary 1", "field_wrong")),
        ('[[question]]\ntext = "x"\nstage = "end"\nquote = "Two plans."', (3, "question 1", "field_wrong")),
        (f'[[summary]]\ntext = "{"x" * 1001}"\nquote = "Two plans."', (2, "summary 1", "too_long")),
        ('[[summary]]\ntext = "a\\u0007b"\nquote = "Two plans."', (2, "summary 1", "control_character")),
        (f'{FACT}[summary.spanish]\ntext = "y"', (4, "summary 1", "language_wrong")),
        (f'{FACT}[summary.ES]\ntext = "y"', (4, "summary 1", "language_wrong")),
        (f'{FACT}spanish = {{ text = "y" }}', (4, "summary 1", "language_wrong")),
        (f'{FACT}es = "y"', (4, "summary 1", "field_unknown")),
        (f'{FACT}[summary.es]\ntext = "y"\nquote = "Dos planes."', (6, "summary 1", "not_translated")),
        (f'{FACT}[summary.es]\ntext = "y"\nspeaker = "z"', (6, "summary 1", "not_translated")),
        (f'{FACT}es.length = "lleno"', (4, "summary 1", "not_translated")),
        (f"{FACT}es = {{ text = 3 }}", (4, "summary 1", "field_wrong")),
        (f'{FACT}[summary.es]\ntext = "{"x" * 1001}"', (5, "summary 1", "too_long")),
        (f'{FACT}speaker = "plans"\n[summary.es]\nspeaker = "{"x" * 121}"', (6, "summary 1", "too_long")),
        (f'{FACT}[summary.es]\n\ntext = "a\\u0007b"', (6, "summary 1", "control_character")),
        (f'{FACT}[summary.es]\ntext = "y"\n\n[[summary]]\ntext = ""\nquote = "x"', (8, "summary 2", "field_missing")),
        ('[[summary]]\ntext = "x', (2, None, "not_parsed")),
        ("x = " + "[" * 5000, (None, None, "nested_too_deep")),
        (
            '[[summary]]\ntext = "x"\nquote = """\nTwo plans.\n[[figure]]\n"""\n\n[[summary]]\ntext = ""\nquote = "x"',
            (3, "summary 1", "quote_missing"),
        ),
    ],
)
def test_a_mistake_is_named_with_its_line_and_fact(
    tmp_path: Path, facts: str, expected: tuple[int | None, str | None, str]
) -> None:
    problems = found(write(tmp_path / "pack", facts=facts))
    assert problems[0] == ("facts.toml", *expected)


def test_every_mistake_is_named_not_only_the_first(tmp_path: Path) -> None:
    facts = '[[summary]]\ntext = "x"\nquote = """\nnever\n"""\n\n[[summary]]\ntext = ""\nquote = "Two plans."\n'
    assert [(line, fact) for _, line, fact, _ in found(write(tmp_path / "pack", facts=facts))] == [
        (3, "summary 1"),
        (8, "summary 2"),
    ]


@pytest.mark.parametrize(
    ("article", "line", "code"),
    [
        ("No front matter.", 1, "front_matter_missing"),
        ("---\ntitle: x\n", 1, "front_matter_missing"),
        ("---\n- x\n---\nText.", 1, "front_matter_missing"),
        ("---\nlanguage: en\n---\nText.", 1, "field_missing"),
        ("---\ntitle: x\ntitel: y\n---\nText.", 3, "field_unknown"),
        ("---\ntitle: [x]\n---\nText.", 2, "field_wrong"),
        ("---\ntitle: x\nremarks: 3\n---\nText.", 3, "field_wrong"),
        ("---\ntitle: x\nremarks: [-1]\n---\nText.", 3, "field_wrong"),
        ("---\ntitle: x\nremarks: [2]\n---\nText.", 3, "paragraph_unknown"),
        ("---\ntitle: x\nlink: javascript:alert(1)\n---\nText.", 3, "field_wrong"),
        (f"---\ntitle: {'x' * 201}\n---\nText.", 2, "too_long"),
        ("---\ntitle: 'x\n---\nText.", None, "not_parsed"),
        ("---\ntitle: " + "[" * 5000 + "\n---\nText.", None, "nested_too_deep"),
        ("---\ntitle: x\n---\n\n  \n", None, "body_empty"),
        ("---\ntitle: x\n---\na\x00b", 4, "control_character"),
        ("---\ntitle: x\n---\nCaf\xe9".encode("latin-1"), 4, "not_text"),
        (b"\xef\xbb\xbf---\ntitle: x\n---\n\xe9", 4, "not_text"),
        ('---\nsource: x\ntitle: "\\a"\n---\nText.', 3, "control_character"),
        ("---\nsource: x\ntitle:\n---\nText.", 3, "field_missing"),
        ("---\ntitle: x\n---\nText.".encode("utf-16"), 1, "not_text"),
        ("---\ntitle: x\n---\n" + "a " * 200_001, None, "too_long"),
    ],
)
def test_an_article_that_cannot_be_read_says_why(
    tmp_path: Path, article: str | bytes, line: int | None, code: str
) -> None:
    problems = found(write(tmp_path / "pack", article))
    assert problems[0][0] == "article.md"
    assert problems[0][3] == code
    assert line is None or problems[0][1] == line


def test_a_body_of_50_mb_is_refused_without_being_read(tmp_path: Path) -> None:
    folder = write(tmp_path / "pack")
    with (folder / "article.md").open("r+b") as file:
        file.truncate(50_000_000)
    assert found(folder) == [("article.md", None, None, "file_too_big")]
    assert FILE_MOST < 50_000_000


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "pack")
    outside = tmp_path / "secret.md"
    outside.write_text(ARTICLE)
    (folder / "article.md").unlink()
    (folder / "article.md").symlink_to(outside)
    assert found(folder) == [("article.md", None, None, "file_outside")]
    (folder / "article.md").unlink()
    (folder / "article.md").symlink_to("article.md")
    assert found(folder)[0][3] == "file_unreadable"


def test_missing_files_are_named(tmp_path: Path) -> None:
    assert found(tmp_path / "nowhere") == [("article.md", None, None, "file_missing")]
    folder = write(tmp_path / "pack")
    (folder / "facts.toml").unlink()
    assert found(folder) == [("facts.toml", None, None, "file_missing")]


def test_a_pack_is_read_from_two_texts_as_from_a_folder(tmp_path: Path) -> None:
    facts = '[[figure]]\nvalue = "1,200"\ncounts = "dollars"\nquote = "costs 1,200 dollars"\n'
    assert parse_pack("pack", ARTICLE, facts) == read_pack(write(tmp_path / "pack", facts=facts))
    pack, problems = parse_pack("pack", ARTICLE.replace("\n", "\r\n"), None)
    assert pack is not None
    assert (pack.slug, pack.facts, problems) == ("pack", (), [])
    for article, facts_text, where in (
        ("Text.", None, ("article.md", 1, "front_matter_missing")),
        (ARTICLE + "\ud800", None, ("article.md", 8, "control_character")),
        (ARTICLE, '\n[[summary]]\ntext = "\x00"', ("facts.toml", 3, "control_character")),
        (ARTICLE, '\n[[summary]]\ntext = "x"\nquote = "never"', ("facts.toml", 4, "quote_missing")),
    ):
        _, problems = parse_pack("pack", article, facts_text)
        assert [(str(p.file), p.line, p.error.code) for p in problems] == [where]


def test_every_paragraph_of_remarks_that_is_not_there_is_named() -> None:
    pack, problems = parse_pack("pack", ARTICLE.replace("\n---\n\n", "\nremarks: [9, 2, 0, 1, 2]\n---\n\n"), None)
    assert pack is not None
    assert pack.article.remarks == (1, 2)
    assert [(p.line, p.error.code, p.error.data()["paragraph"]) for p in problems] == [
        (3, "paragraph_unknown", 9),
        (3, "paragraph_unknown", 0),
    ]


def test_crlf_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    facts = '[[figure]]\nvalue = "1,200"\ncounts = "dollars"\nquote = "costs 1,200 dollars"\n'
    unix, problems = read_pack(write(tmp_path / "unix", facts=facts))
    assert problems == []
    windows, problems = read_pack(
        write(
            tmp_path / "windows",
            b"\xef\xbb\xbf" + ARTICLE.replace("\n", "\r\n").encode(),
            facts.replace("\n", "\r\n").encode(),
        )
    )
    assert problems == []
    assert unix is not None
    assert windows is not None
    assert windows.article == unix.article
    assert windows.facts == unix.facts


def test_packs_are_found_by_name(tmp_path: Path) -> None:
    write(tmp_path / "one")
    write(tmp_path / "two")
    (tmp_path / "__pycache__").mkdir()
    assert [path.name for path in pack_folders(tmp_path)] == ["one", "two"]
    assert find_pack(tmp_path, "two") == tmp_path / "two"
    for name in ("three", "../one", ""):
        with pytest.raises(PackUnknown):
            find_pack(tmp_path, name)
    assert pack_folders(JUAREZ) == [JUAREZ]
