"""What stands on a handout: chosen, bounded, and each line with the article's own words under its mark."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.app.settings import built_in
from bot.core.model.fact import STAGES, TITLE, Content, Figure, Passage, Question, Quote, Stage, SummaryPoint
from bot.core.packs.reading import Pack
from bot.core.templates.prompts import Prompts
from bot.features.handout.contexts import Handout
from bot.features.handout.errors import HandoutEmpty
from bot.features.handout.model import SECTION_MOST, handout_markdown, make_handout
from tests.handout.kit import ARTICLE, fact_of_each_kind, many_facts, quote_at, shelf_of, shelf_of_pack

GOLDEN = Path(__file__).parent / "golden" / "handout.md"
PARSER = MarkdownIt("commonmark").enable(["strikethrough", "table"])
NASTY = st.text(st.sampled_from("\\*_~|`[]()<>@#-+=.:/!1a&$\"'„ \n"), max_size=40).filter(str.strip)


def test_the_markdown_reads_as_its_golden_file_says(
    juarez: Pack, prompts: Prompts, request: pytest.FixtureRequest
) -> None:
    """To write the file anew: pytest --golden. Then read the difference."""
    text = handout_markdown(prompts, make_handout(shelf_of_pack(juarez)))
    if request.config.getoption("--golden"):
        GOLDEN.write_text(text, encoding="utf-8", newline="\n")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_each_line_finds_its_quote_under_its_mark(juarez: Pack) -> None:
    handout = make_handout(shelf_of_pack(juarez))
    words = {source.mark: source.words for source in handout.sources}
    assert len(words) == len(handout.sources)
    facts = {
        getattr(content, "value", getattr(content, "name", content.model_dump().get("text"))): content
        for content in juarez.facts
    }
    lines = [line for section in handout.sections for line in section.lines]
    assert len(lines) == 30
    for line in lines:
        for passage in facts[line.lead or line.text].quote.passages:
            assert any(" ".join(passage.text.split()) in words[mark] for mark in line.marks)
            assert str(passage.paragraph) in {mark.rstrip("abc") for mark in line.marks}


def test_what_is_printed_of_the_article_is_its_own_words(juarez: Pack) -> None:
    body = " ".join(juarez.article.body.split())
    for source in make_handout(shelf_of_pack(juarez)).sources:
        assert source.words in body


def test_quotes_that_overlap_are_printed_once_and_others_have_letters() -> None:
    facts = [
        Figure(value="1", counts="x", quote=quote_at((4, 8, 1))),
        Figure(value="2", counts="x", quote=quote_at((0, 6, 1), (20, 24, 2))),
        Figure(value="3", counts="x", quote=quote_at((5, 7, 1))),
        Figure(value="4", counts="x", quote=quote_at((8, 10, 1))),
    ]
    handout = make_handout(shelf_of(facts))
    assert [(source.mark, source.words) for source in handout.sources] == [
        ("1a", "abcdefgh"),
        ("1b", "ij"),
        ("2", "uvwx"),
    ]
    assert [line.marks for line in handout.sections[0].lines] == [("1a",), ("1a", "2"), ("1a",), ("1b",)]


def test_the_headlines_words_come_first_and_overlap_none_of_the_texts() -> None:
    facts = [
        Figure(value="1", counts="x", quote=quote_at((4, 8, 1))),
        Figure(value="2", counts="x", quote=quote_at((0, 6, TITLE))),
        Figure(value="3", counts="x", quote=quote_at((8, 10, TITLE), (5, 7, 1))),
    ]
    handout = make_handout(shelf_of(facts))
    assert [(source.mark, source.words) for source in handout.sources] == [
        ("0a", "abcdef"),
        ("0b", "ij"),
        ("1", "efgh"),
    ]
    assert [line.marks for line in handout.sections[0].lines] == [("1",), ("0a",), ("0b", "1")]


def test_marks_go_on_where_letters_end() -> None:
    text = "x" * 200
    spans = [(i * 2, i * 2 + 1, 3) for i in range(28)]
    stages: list[Stage] = [stage for stage in STAGES for _ in range(SECTION_MOST[stage])]
    facts = [
        Question(text="x", quote=quote_at(*spans[i * 2 : i * 2 + 2], text=text), stage=stage)
        for i, stage in enumerate(stages)
    ]
    marks = [source.mark for source in make_handout(shelf_of(facts)).sources]
    assert marks[25:28] == ["3z", "3aa", "3ab"]
    assert len(set(marks)) == len(marks) == 28


def test_the_summary_is_the_full_one_or_else_the_brief_one() -> None:
    brief = SummaryPoint(text="Short.", length="brief", quote=quote_at((0, 1, 1)))
    full = SummaryPoint(text="Long.", length="full", quote=quote_at((2, 3, 1)))
    for facts, said in (([brief, full], "Long."), ([brief], "Short.")):
        [section] = make_handout(shelf_of(facts)).sections
        assert [line.text for line in section.lines] == [said]


def words_in(handout: Handout) -> list[str]:
    return [source.words for source in handout.sources]


def test_a_poem_keeps_its_line_breaks_and_wrapped_prose_does_not(prompts: Prompts) -> None:
    poem = "The rose is red,\nThe violet's  blue,\n\nThe honey's sweet."
    prose = (
        "The mill closed in March, and the whole town\nwas told of it in a letter that came with the morning's post."
    )
    for text, kept in (
        (poem, "The rose is red,\nThe violet's blue,\nThe honey's sweet."),
        (prose, prose.replace("\n", " ")),
    ):
        quote = Quote(passages=(Passage(text=text, start=0, end=len(text), paragraph=1),))
        part = Quote(passages=(Passage(text="short\nlines", start=900, end=911, paragraph=2),))
        typed = SummaryPoint(text="One line,\n\nand another.", quote=quote)
        handout = make_handout(shelf_of([typed, SummaryPoint(text="x", quote=part)]))
        assert words_in(handout) == [kept, "short\nlines" if text is poem else "short lines"]
        assert handout.sections[0].lines[0].text == "One line,\nand another."
        page = handout_markdown(prompts, handout)
        assert "- One line,\\\n  and another. (¶ 1)" in page
        assert f"“{kept}”".replace("\n", "\\\n  ") in page


def test_what_the_marks_mean_is_said_once_in_every_language(prompts: Prompts) -> None:
    for spoken in (prompts, Prompts([built_in("prompts")], "es")):
        handout = make_handout(shelf_of([SummaryPoint(text="x", quote=quote_at((0, 1, 1), (3, 4, 1)))]))
        assert handout_markdown(spoken, handout).count("¶ 4b") == 1


def test_hebrew_and_arabic_stay_in_order_between_the_readers_own_words(prompts: Prompts) -> None:
    """What is one phrase runs one way, and a name doesn't swap with its label."""
    quote = quote_at((0, 2, 1), text="אב")
    facts = [Figure(value="300", counts="עובדים", as_of="במרץ", speaker="רות כהן", quote=quote)]
    text = handout_markdown(prompts, make_handout(shelf_of(facts)))
    assert (
        "- \u2067**300** \u2067עובדים\u2069 (\u2067במרץ\u2069)\u2069 – *according to \u2067רות כהן\u2069* (¶ 1)\n"
        in text
    )
    assert "- **¶ 1** \u2067“\u2067אב\u2069”\u2069\n" in text


def test_where_there_is_nothing_there_is_no_handout() -> None:
    with pytest.raises(HandoutEmpty) as refused:
        make_handout(shelf_of([]))
    assert refused.value.title == ARTICLE.title


@pytest.mark.parametrize("spare", [0, 1])
def test_the_room_that_others_leave_is_filled_and_the_sheet_says_how_many_more_there_are(
    prompts: Prompts, spare: int
) -> None:
    most = sum(SECTION_MOST.values())
    facts: list[Content] = [Figure(value=f"no. {i}", counts="x", quote=quote_at((0, 1, 1))) for i in range(most)]
    facts[SECTION_MOST["numbers"] + 7 :: 9] = [SummaryPoint(text="x", quote=quote_at((0, 1, 1)))] * 4
    facts += [Figure(value="1", counts="x", quote=quote_at((0, 1, 1)))] * spare
    handout = make_handout(shelf_of(facts))
    assert [(section.name, len(section.lines)) for section in handout.sections] == [
        ("summary", 4), ("numbers", most - 4),
    ]  # fmt: skip
    assert handout.left_out == spare
    assert ("1 more in Discord: /figures" in handout_markdown(prompts, handout)) == bool(spare)


def test_of_ten_thousand_facts_as_many_stand_there_as_there_is_room_for(prompts: Prompts) -> None:
    handout = make_handout(shelf_of(many_facts(10_000)))
    assert {section.name: len(section.lines) for section in handout.sections} == SECTION_MOST
    assert handout.left_out == 10_000 - sum(SECTION_MOST.values())
    text = handout_markdown(prompts, handout)
    assert "1,655 more in Discord: /summary" in text
    assert len(text) < 150_000
    assert len(handout.sources) == sum(SECTION_MOST.values())


@given(NASTY)
def test_what_was_typed_stands_in_the_markdown_as_it_was_typed(prompts: Prompts, typed: str) -> None:
    article = ARTICLE.model_copy(update={"title": typed, "byline": typed, "content_note": typed})
    text = handout_markdown(prompts, make_handout(shelf_of(fact_of_each_kind(typed), article)))
    plain = handout_markdown(
        prompts,
        make_handout(
            shelf_of(
                fact_of_each_kind("a"), article.model_copy(update={"title": "a", "byline": "a", "content_note": "a"})
            )
        ),
    )
    line = " ".join(typed.split())
    text = text.replace("\\\n  ", " ")  # its own line breaks
    assert [kind for kind, _ in seen(text)] == [kind for kind, _ in seen(plain)]  # no formatting comes of it
    shown = "\n".join(words for _, words in seen(text))
    assert shown.count(line) >= 13


def seen(markdown: str) -> list[tuple[str, str]]:
    """Each piece of a page as a reader sees it: what it is, and its words."""
    pieces: list[tuple[str, str]] = []
    for token in PARSER.parse(markdown):
        pieces.append((token.type, ""))
        for child in token.children or ():
            if child.type == "text" and pieces[-1][0] == "text":
                pieces[-1] = ("text", pieces[-1][1] + child.content)
            else:
                pieces.append((child.type, child.content))
    return pieces
