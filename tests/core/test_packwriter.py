"""Writing a pack: reading it gives the same pack, and writing that the same bytes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.core.model.article_fields import ARTICLE_FIELDS, REMARKS_MOST, build_article
from bot.core.model.bounds import PARAGRAPHS_MOST
from bot.core.model.errors.base import Refusal
from bot.core.model.fact import KINDS, QUOTE_MOST, Content, Kind, Quote, SummaryPoint
from bot.core.model.fact_fields import FIELDS, build_content
from bot.core.model.grounds import Grounds
from bot.core.model.links import web_address
from bot.core.model.quotes import Body
from bot.core.model.translations import bare
from bot.core.packs.reading import Pack, parse_pack
from bot.core.packs.writing import write_pack

ODD = [
    "plan", "One", "plan", "1,200", "café", "cafe\u0301", "“ja”", "it’s", '"', '"""', "'''", "\\", "\\n", "#",
    "---", "...", "[…]", "[...]", "[[figure]]", "quote = ", "**b**", "<@1>", "@everyone", "{{ x }}", "{% raw %}",
    "a\tb", "\u202e", "🎉", "👩\u200d🏫", "\ufeff", "\u0085", "\u2028", "\x7f", "\x9b", "\ufffe", "\U0010ffff", "null",
    "- x", "&a", "*a", "!!b", "key: value", "| x", "> x", "% x", "` x", "\u1100\u1161\u11a8", "한국어", "x" * 400,
]  # fmt: skip
LINES = [" ", " ", "\n", "\n\n", "  ", " \n\t\n", "\n---\n", "\u00a0", "\u2003"]
words = st.one_of(st.sampled_from(ODD), st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), max_size=8))
texts = st.lists(words, min_size=1, max_size=12).map(" ".join)


def read(files: dict[str, bytes], slug: str = "x") -> Pack:
    """What the two files hold, and nothing wrong with them."""
    pack, problems = parse_pack(slug, files["article.md"].decode(), files["facts.toml"].decode())
    assert [(p.file.name, p.line, str(p.error)) for p in problems] == []
    assert pack is not None
    return pack


def lasts(pack: Pack) -> dict[str, bytes]:
    """The pack's files, once they were read back to the same pack and written to the same bytes."""
    files = write_pack(pack)
    again = read(files, pack.slug)
    assert again == pack
    assert write_pack(again) == files
    return files


def kept(build: Any) -> Any:
    """What is built, or an example that is not one where it is refused."""
    try:
        return build()
    except Refusal:
        return assume(False)


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """A pack of odd texts, whose quotes stand in it."""
    pieces = draw(st.lists(st.tuples(words, st.sampled_from(LINES)), min_size=1, max_size=30))
    fields: dict[str, str | None] = {
        name: draw(st.none() | texts.map(lambda text, most=most: text[:most]))  # type: ignore[misc]
        for name, most in ARTICLE_FIELDS.items()
        if name not in ("title", "link", "language")
    }
    fields["title"] = draw(texts)[:200]
    fields["link"] = draw(st.none() | texts.map(lambda text: f"https://e.org/{text}"[:500]).filter(web_address))
    fields["language"] = draw(st.sampled_from([None, "en", "es-419", "zh-Hant", "nah"]))
    article = kept(lambda: build_article(fields, "".join(word + line for word, line in pieces)))
    remarks = draw(st.lists(st.integers(1, len(Body(article.body).paragraphs)), max_size=5))
    article = build_article(article.model_dump(include=set(ARTICLE_FIELDS)), article.body, remarks)
    grounds = Grounds(article)
    facts = [fact for kind in KINDS for _ in range(draw(st.integers(0, 2))) if (fact := draw(fact_of(kind, grounds)))]
    return Pack("x", article, tuple({bare(fact): fact for fact in facts}.values()))  # none stands twice in a pack


@st.composite
def fact_of(draw: st.DrawFn, kind: Kind, grounds: Grounds) -> Content | None:
    """A fact on one or two passages of the body or the title; None where what was drawn is refused."""
    body, passages = grounds.body, []
    for _ in range(draw(st.integers(1, 2))):
        text = draw(st.sampled_from([body.text, body.text, body.title.text]))
        start = draw(st.integers(0, len(text) - 1))
        passages.append(text[start : draw(st.integers(start + 1, len(text)))])
        passages[-1] = draw(st.sampled_from([passages[-1], " ".join(passages[-1].split())]))
    entry: dict[str, Any] = {"quote": "\n[…]\n".join(passages), "place": draw(st.none() | st.integers(1, 3))}
    for name, form in FIELDS[kind].items():
        if form.choices:
            entry[name] = draw(st.sampled_from(form.choices))
        elif name != "quote":
            entry[name] = draw(st.sampled_from(passages) if form.in_quote or form.in_article else texts)
    for language in draw(st.sets(st.sampled_from(["es", "es-419", "zh-Hant", "nah"]))):
        own = [name for name, form in FIELDS[kind].items() if not (form.choices or form.in_quote or name == "quote")]
        entry[language] = draw(st.dictionaries(st.sampled_from(own), texts))
    try:
        return build_content(kind, entry, grounds)
    except Refusal:
        return None


@given(packs())
def test_any_pack_lasts(pack: Pack) -> None:
    lasts(pack)


def test_the_built_in_pack_lasts(juarez: Pack) -> None:
    files = lasts(juarez)
    article = files["article.md"].decode()
    assert article.startswith(f"---\ntitle: {juarez.article.title}\nlanguage: en\ncontent_note: ")
    assert "\nremarks: [1, 5, 7, 10, 14]\nslug: juarez\n---\n\nThe war on" in article
    assert files["facts.toml"].count(b"[[summary]]\n") == 19


def test_the_files_are_written_as_a_person_would() -> None:
    fields = {
        "date": "2010", "content_note": "n", "byline": "b", "link": "https://e.org", "source": "s", "language": "es",
        "title": "Él: “x”",
    }  # fmt: skip
    article = build_article(fields, "A plan.\n\nA \\ plan.\nOne “more” plan.", [2, 1])
    grounds = Grounds(article)
    facts = (
        build_content("question", {"text": "Why?", "stem": "s", "quote": "A plan.\n[...]\nmore"}, grounds),
        build_content("summary", {"text": 'a "b"\nc', "quote": "plan", "place": 3}, grounds),
        build_content("figure", {"value": "One", "counts": "x", "speaker": "plan", "quote": 'One "more"'}, grounds),
    )
    assert {name: content.decode() for name, content in write_pack(Pack("x", article, facts)).items()} == {
        "article.md": """---
title: 'Él: “x”'
language: es
source: s
link: https://e.org
byline: b
date: '2010'
content_note: n
remarks: [1, 2]
slug: x
---

A plan.

A \\ plan.
One “more” plan.
""",
        "facts.toml": '''[[summary]]
text = """
a \\"b\\"
c"""
length = "full"
quote = "plan"
place = 3

[[figure]]
value = "One"
counts = "x"
speaker = "plan"
quote = "One “more”"

[[question]]
stage = "core"
text = "Why?"
stem = "s"
quote = """
A plan.
[…]
more"""
''',
    }


@pytest.mark.parametrize(
    "title",
    ["1: yes # no", "007", "null", "~", "yes", "2010-01-01", "1e3", "[x]", "{x}", "- x", "? x", "'x'", '"x" \'y\'',
     "x: |", "🎉 x", "a\\b", "@x", "%x", "`x`", "!x", "&x", "*x", "# x", "x #y", "\ufeffx", "\u202ex", "x\x7f", "=",
     "<<", " ".join(["word"] * 40)],
)  # fmt: skip
def test_a_title_is_read_as_the_words_that_it_is(title: str) -> None:
    files = lasts(Pack("x", build_article({"title": title, "byline": title[:100]}, "Text.")))
    assert files["article.md"].count(b"\n") == 8  # however long it is, it stays on its line


@pytest.mark.parametrize(
    "body", ["---\nx", "x\n---\n", "---", "x\n\n---\n\ny", "  x", "\n \nx\n \n", "\tx\u2028", "\ufeffx\u0085", "..."]
)
def test_a_body_that_looks_like_the_format_lasts(body: str) -> None:
    lasts(Pack("x", build_article({"title": "x"}, body)))


def test_the_longest_front_matter_lasts() -> None:
    fields = {name: "\U0010ffff" * most for name, most in ARTICLE_FIELDS.items()}
    fields |= {"link": "https://e.org/" + "x" * 486, "language": "ca-Latn-ES-valencia"}
    article = build_article(
        fields, "\n".join("x" * PARAGRAPHS_MOST), range(PARAGRAPHS_MOST - REMARKS_MOST + 1, PARAGRAPHS_MOST + 1)
    )
    lasts(Pack("x", article))


@pytest.mark.parametrize("place", [1, 2, 3])
@pytest.mark.parametrize("typed", ["a plan", "a plan\n[…]\nOnce", "Once\n[…]\na plan", "a plan\n[…]\na plan"])
def test_a_quote_keeps_its_place(place: int, typed: str) -> None:
    article = build_article({"title": "x"}, "Once a plan, a plan and a\u00a0plan.")
    fact = build_content("summary", {"text": "x", "quote": typed, "place": place}, Grounds(article))
    files = lasts(Pack("x", article, (fact,)))
    assert f"place = {place}\n".encode() in files["facts.toml"]


@pytest.mark.parametrize(("gap", "typed"), [("\n[…]\n", "one […] two"), (" " * QUOTE_MOST, "one two")])
def test_a_quote_that_cannot_be_typed_as_it_stands_is_found_again(gap: str, typed: str) -> None:
    article = build_article({"title": "x"}, f"one{gap}two, and one{gap}two")
    for place in (1, 2):
        fact = build_content("summary", {"text": "x", "quote": typed, "place": place}, Grounds(article))
        lasts(Pack("x", article, (fact,)))


@pytest.mark.parametrize("mark", ["[…]", "[...]"])
def test_a_passage_that_looks_like_the_line_between_passages_is_found_again(mark: str) -> None:
    article = build_article({"title": "x"}, f"One {mark} two.")
    fact = build_content("summary", {"text": "x", "quote": f"One\n[…]\n\u00a0{mark}"}, Grounds(article))
    assert fact.quote.passages[1].text == mark
    lasts(Pack("x", article, (fact,)))


def test_a_quote_that_stands_no_more_is_named_when_it_is_read() -> None:
    quote: Quote = Body("Once a plan.").find("a plan")
    pack = Pack("x", build_article({"title": "x"}, "Nothing."), (SummaryPoint(text="x", quote=quote),))
    files = write_pack(pack)
    _, problems = parse_pack("x", files["article.md"].decode(), files["facts.toml"].decode())
    assert [(p.fact, p.error.code) for p in problems] == [("summary 1", "quote_missing")]


def test_facts_are_put_together_by_kind() -> None:
    article = build_article({"title": "x"}, "One. Two.")
    entries: list[tuple[Kind, str]] = [("question", "a"), ("summary", "b"), ("question", "c"), ("summary", "d")]
    facts = tuple(build_content(kind, {"text": text, "quote": "One."}, Grounds(article)) for kind, text in entries)
    again = read(write_pack(Pack("x", article, facts)))
    assert [getattr(fact, "text", "") for fact in again.facts] == ["b", "d", "a", "c"]
    assert write_pack(Pack("x", build_article({"title": "x"}, "x")))["facts.toml"] == b""
