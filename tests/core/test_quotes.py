"""A quote stands exactly, after one normalisation that changes no word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import edges
from bot.core.model.errors.base import Refusal
from bot.core.model.errors.facts import PlaceUnknown, QuoteCut, QuoteEmpty, QuoteMissing, QuoteTwice
from bot.core.model.fact import TITLE, Passage
from bot.core.model.folding import Edits, clusters, normalise
from bot.core.model.nearest import nearest
from bot.core.model.quotes import PLACES_MOST, Body, paragraph_spans, stands_in
from bot.core.model.word_index import WordIndex
from bot.core.rules import anchors

TEXT = "The plan, dubbed “We Are All Juarez,” is new.\n\nSoldiers — if any — will stay. It’s\u00a0a plan."


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("dubbed «We Are All Juarez,» is", "dubbed “We Are All Juarez,” is"),
        ('dubbed "We Are All Juarez,"', "dubbed “We Are All Juarez,”"),
        ("Soldiers - if any – will stay", "Soldiers — if any — will stay"),
        ("It's a   plan", "It’s\u00a0a plan"),
        ("is new.\nSoldiers", "is new.\n\nSoldiers"),
    ],
)
def test_typing_differences_are_forgiven_and_the_articles_own_words_are_kept(typed: str, stands: str) -> None:
    passage = Body(TEXT).find(typed).passages[0]
    assert passage.text == stands
    assert TEXT[passage.start : passage.end] == stands


@pytest.mark.parametrize("typed", ["dubbed “We Are All Juárez,”", "the plan", "is newer", "Soldiers if any will stay"])
def test_another_word_is_never_forgiven(typed: str) -> None:
    with pytest.raises(QuoteMissing):
        Body(TEXT).find(typed)


@pytest.mark.parametrize(
    ("body", "typed"),
    [
        ("It left 2,600 dead.", "600 dead"),
        ("It left 2,600 dead.", "left 2"),
        ("It left 2.5 dead.", "5 dead"),
        ("They cannot stay.", "They can"),
        ("They can't stay.", "They can"),
        ("They can’t stay.", "They can"),
        ("In 1999 it began.", "199"),
    ],
)
def test_a_word_or_number_is_never_cut_in_two(body: str, typed: str) -> None:
    with pytest.raises(QuoteCut):
        Body(body).find(typed)


def test_a_quote_may_end_where_a_word_ends() -> None:
    assert Body("It left 2,600, they say.").find("left 2,600").text == "left 2,600"
    assert Body("Calderón's plan").find("Calderón").text == "Calderón"
    assert Body("U.S. agents").find("U.S.").text == "U.S."


def test_a_script_without_spaces_can_be_quoted() -> None:
    assert Body("墨西哥联邦警察将取代军队").find("联邦警察").text == "联邦警察"


@pytest.mark.parametrize(
    ("article", "typed", "stands"),
    [
        ("He said … no more.", "said ... no", "said … no"),
        ("He said ... no more.", "said … no", "said ... no"),
        ("He said . . . no more.", "said … no", "said . . . no"),
        ("He said … no more.", "said . . . no", "said … no"),
        ("Il a dit «\u202fnon\u202f» hier.", 'dit "non" hier', "dit «\u202fnon\u202f» hier"),
        ("Er sagte »nein« und ging.", 'sagte "nein" und', "sagte »nein« und"),
        ("Er sagte „nein“ und ging.", "“nein”", "„nein“"),
        ("他说「不」。", "“不”", "「不」"),
        ("A pa\u00adnda eats.", "panda", "pa\u00adnda"),
        ("A panda eats.", "pa\u00adnda", "panda"),
        ("A pan\u200bda \u2067eats\u2069 here.", "panda eats here", "pan\u200bda \u2067eats\u2069 here"),
        ("\ufeffA panda.", "A panda", "A panda"),
        ("او می\u200cخواهم گفت", "میخواهم", "می\u200cخواهم"),
        ("אמר צה״ל היום", 'צה"ל', "צה״ל"),
        ("אכל ג׳ירפה", "ג'ירפה", "ג׳ירפה"),
        ("בית־ספר חדש", "בית-ספר", "בית־ספר"),
        ("It was vet-\nted then.", "was vetted", "was vet-\nted"),
        ("It was vet-\nted then.", "was vet-ted", "was vet-\nted"),
        ("It was vet-\nted then.", "was vet-\nted", "was vet-\nted"),
        ("It was vetted then.", "was vet-\nted", "was vetted"),
        ("A word—then more.", "word--then", "word—then"),
        ("It was de\ufb01ned so.", "defined", "de\ufb01ned"),
        ("It´s a plan.", "It's a", "It´s a"),
    ],
)
def test_what_is_typed_another_way_is_found_and_shown_as_the_article_has_it(
    article: str, typed: str, stands: str
) -> None:
    passage = Body(article).find(typed).passages[0]
    assert passage.text == stands == article[passage.start : passage.end]


def test_a_hyphen_at_a_lines_end_hides_no_second_place() -> None:
    body = Body("A non-violent act.\n\nA non-\nviolent plan.")
    assert [passage.paragraph for passage in body.places("non-violent")] == [1, 2]


def test_the_title_is_quoted_where_the_body_has_no_such_words() -> None:
    body = Body("Police held two men.\n\nTwo men were held.", "Chief: police held three men, three men")
    found = body.find("Chief")
    assert found.passages == (Passage(text="Chief", start=0, end=5, paragraph=TITLE),)
    assert body.holder(found.passages[0]) == body.title.text
    assert [passage.paragraph for passage in body.places("men")] == [1, 2]  # the body's come first
    with pytest.raises(QuoteTwice) as refused:
        body.find("three men")
    assert refused.value.places == (TITLE, TITLE)
    assert body.find("three men", place=2).passages[0].start == 30
    with pytest.raises(QuoteCut):
        body.find("hief")
    with pytest.raises(QuoteMissing):
        body.find("four men")
    assert [p.paragraph for p in body.find("Chief\n[…]\nPolice").passages] == [TITLE, 1]


@pytest.mark.parametrize(
    ("article", "words", "near"),
    [
        ("墨西哥联邦警察将取代军队。美国特工参与行动。", "美国特工已参与该行动", "美国特工参与行动"),
        ("ตำรวจจับกุมผู้ต้องสงสัย เมื่อวานนี้", "ตำรวจจับผู้ต้องสงสัย", "ตำรวจจับกุมผู้ต้องสงส"),
        ("連邦警察が軍に代わる。米国が参加する。", "連邦の警察が軍に代わった", "連邦警察が軍に代わ"),
        ("A non-violent act it was.", "violent act it is", "non-violent act it"),
        ("The CAFÉ closed. It was old.", "the cafe was closed", "The CAFÉ closed"),
    ],
)
def test_the_nearest_passage_is_found_in_scripts_without_spaces_too(article: str, words: str, near: str) -> None:
    passage = nearest(Body(article), words)
    assert passage is not None
    assert near in passage.text
    assert len(passage.text) <= len(near) + 8
    assert nearest(Body(article), "xyz 東") is None


def test_the_title_may_come_nearest() -> None:
    passage = nearest(Body("Nothing of it.", "Police hold three men"), "police held three men")
    assert passage is not None
    assert (passage.paragraph, passage.text) == (TITLE, "Police hold three men")


def test_of_words_that_stand_very_often_some_places_are_named_and_any_can_be_chosen() -> None:
    body = Body("the men\n" * 5_000)
    with pytest.raises(QuoteTwice) as refused:
        body.find("the men")
    assert (len(refused.value.places), refused.value.more) == (PLACES_MOST, True)
    assert body.find("the men", place=4_000).passages[0].paragraph == 4_000
    with pytest.raises(PlaceUnknown) as unknown:
        body.find("the men", place=5_001)
    assert unknown.value.count == 5_000


def _work(monkeypatch: pytest.MonkeyPatch, work: Callable[[], object]) -> int:
    """How many edges are looked at, and passages made, while this is done."""
    count = 0

    def counted(own: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            nonlocal count
            count += 1
            return own(*given, **named)

        return call

    with monkeypatch.context() as patch:
        patch.setattr("bot.core.model.edges.is_cut", counted(edges.is_cut))
        patch.setattr("bot.core.model.quotes.Passage", counted(Passage))
        with suppress(Refusal):
            work()
    return count


@pytest.mark.parametrize(
    ("line", "quote", "place", "most"),
    [
        ("a\n", "a", None, 4 * PLACES_MOST),  # it stops where so many were found
        ("a-b c\n", "a", None, 90_000),  # or where so many were pieces
        ("the men\n", "the", 400, 2_000),
        ("the men\n", "the", 10_000_000, 50_000),
    ],
)
def test_finding_a_quote_is_linear_in_the_text_at_most(
    monkeypatch: pytest.MonkeyPatch, line: str, quote: str, place: int | None, most: int
) -> None:
    body = Body(line * 20_000)
    work = _work(monkeypatch, lambda: body.find(quote, place))
    assert work <= most
    half = Body(line * 10_000)
    assert work <= 2 * _work(monkeypatch, lambda: half.find(quote, place)) + 10


def test_the_place_of_a_quote_is_found_in_one_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    body = Body("the men\n" * 5_000)
    quote = body.find("the men", place=4_000)
    assert anchors.place_of(body, quote) == 4_000
    assert _work(monkeypatch, lambda: anchors.place_of(body, quote)) <= 2 * 2 * 4_000 + 20


def test_the_quotes_of_unchanged_paragraphs_move_without_searching(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"Number {n} of the men" for n in range(2_000)]
    before, after = Body("\n\n".join(lines)), Body("\n\n".join(["New.", *lines]))
    quotes = [before.find("the men", place=n) for n in (1, 700, 2_000)]
    assert before.numbers  # made once
    assert after.numbers
    for quote in quotes:
        moved = anchors.moved_quote(quote, before, after)
        assert moved is not None
        assert moved.passages[0].paragraph == quote.passages[0].paragraph + 1
        assert _work(monkeypatch, lambda quote=quote: anchors.moved_quote(quote, before, after)) <= 4  # type: ignore[misc]


def test_a_quote_of_the_title_moves_with_it_or_is_lost() -> None:
    body = "Police held two men."
    before = Body(body, "Chief says sorry")
    quote = before.find("Chief")
    assert anchors.moved_quote(quote, before, Body("Other words.", "Chief says sorry")) == quote
    moved = anchors.moved_quote(quote, before, Body(body, "Police Chief resigns"))
    assert moved is not None
    assert (moved.passages[0].paragraph, moved.passages[0].start) == (TITLE, 7)
    assert anchors.moved_quote(quote, before, Body(body, "Mayor resigns")) is None
    # What the title said stands in the text now: there it is found from now on.
    moved = anchors.moved_quote(quote, before, Body("The Chief left.", "Chief says sorry"))
    assert moved is not None
    assert moved.passages[0].paragraph == 1
    # What the text said and only the title says now is another place.
    own = before.find("Police")
    assert anchors.moved_quote(own, before, Body("Nobody.", "Police again")) is None


def test_standing_twice_is_refused_with_both_places_until_one_is_chosen() -> None:
    body = Body("One plan.\n\nAnother.\n\nOne plan.")
    with pytest.raises(QuoteTwice) as refused:
        body.find("One plan.")
    assert refused.value.places == (1, 3)
    assert body.find("One plan.", place=2).passages[0].paragraph == 3
    for place in (0, 3, -1):
        with pytest.raises(PlaceUnknown):
            body.find("One plan.", place=place)
    with pytest.raises(PlaceUnknown):
        body.find("Another.", place=2)


def test_two_passages_are_set_against_each_other_and_each_must_stand() -> None:
    body = Body(TEXT)
    quote = body.find("The plan\n[…]\nif any\n")
    assert [p.paragraph for p in quote.passages] == [1, 2]
    assert quote.text == "The plan\n[…]\nif any"
    assert body.find("The plan\n[...]\nif any") == quote
    with pytest.raises(QuoteMissing):
        body.find("The plan\n[…]\nnever")
    with pytest.raises(QuoteEmpty):
        body.find("The plan\n[…]\n  ")


def test_the_place_of_two_passages_belongs_to_the_one_that_stands_twice() -> None:
    body = Body("One plan.\n\nAnother.\n\nOne plan.")
    quote = body.find("Another.\n[…]\nOne plan.", place=2)
    assert [p.paragraph for p in quote.passages] == [2, 3]


@pytest.mark.parametrize("typed", ["", "  \n ", "\u00a0"])
def test_an_empty_quote_is_refused(typed: str) -> None:
    with pytest.raises(QuoteEmpty):
        Body(TEXT).find(typed)


def test_composed_and_decomposed_letters_are_the_same() -> None:
    decomposed = unicodedata.normalize("NFD", "Calderón está aquí.")
    passage = Body(decomposed).find("Calderón está").passages[0]
    assert passage.text == unicodedata.normalize("NFD", "Calderón está")


def test_paragraphs_are_parted_by_blank_lines_or_else_by_lines() -> None:
    def parts(text: str) -> list[str]:
        return [text[a:b] for a, b in paragraph_spans(text)]

    assert parts("a\nb\n\nc") == ["a\nb", "c"]
    assert parts("a\nb\nc") == ["a", "b", "c"]
    assert parts("a\n \nb\n\n\n c ") == ["a", "b", "c"]
    assert parts("\na\nb\n\n") == ["a", "b"]
    assert parts("  ") == []


def test_what_must_stand_in_a_quote_stands_whole() -> None:
    assert stands_in("more than 2,600", "left more than 2,600 people")
    assert not stands_in("600", "left more than 2,600 people")
    assert not stands_in("", "anything")


WORDS = st.text(st.sampled_from("ab’'\"“”-–—é\u0301e \u00a0\n.,1가각\u1100\u1161\u11a8אא"), min_size=1, max_size=40)


@given(WORDS)
def test_each_cluster_composes_on_its_own(text: str) -> None:
    composed = Edits(text, ((a, b, unicodedata.normalize("NFC", text[a:b])) for a, b in clusters(text)))
    assert composed.text == unicodedata.normalize("NFC", text)


@given(st.text(st.sampled_from("ab \n\t\u00a0\u2028"), max_size=30))
def test_paragraphs_are_what_stands_between_blank_lines(text: str) -> None:
    blank = re.search(r"\S[^\S\n]*\n[^\S\n]*\n\s*\S", text)
    parts = re.split(r"\n[^\S\n]*\n\s*" if blank else r"\n\s*", text)
    assert [text[a:b] for a, b in paragraph_spans(text)] == [part.strip() for part in parts if part.strip()]


@given(st.lists(st.sampled_from(["a", "bc", "a-b", "c."]), min_size=1, max_size=60), st.data())
def test_words_are_found_by_their_index_where_they_stand(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    needle = text[start : data.draw(st.integers(start + 1, len(text)))]
    index = WordIndex(text)
    found = [list(index.find(needle)) for _ in range(40)]
    assert all(each == [i for i in range(len(text)) if text.startswith(needle, i)] for each in found)


@given(WORDS, st.data())
def test_what_is_found_says_the_same_as_what_was_typed(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    typed = text[start:end]
    try:
        found = Body(text).places(typed)
    except QuoteEmpty:
        assert not typed.strip()
        return
    for passage in found:
        assert normalise(passage.text) == normalise(typed)
        assert text[passage.start : passage.end] == passage.text


@given(WORDS, st.text(st.sampled_from("abxyz 12,"), min_size=1, max_size=10))
def test_what_is_not_in_the_text_is_not_found(text: str, typed: str) -> None:
    if not typed.strip() or normalise(typed) in normalise(text):
        return
    assert Body(text).places(typed) == []


@given(WORDS)
def test_every_offset_lies_in_one_paragraph(text: str) -> None:
    body = Body(text)
    for number, (start, end) in enumerate(body.paragraphs, 1):
        assert text[start:end].strip() == text[start:end] != ""
        assert body.paragraph_at(start) == body.paragraph_at(end - 1) == number
    inside = "".join(text[a:b] for a, b in body.paragraphs)
    assert "".join(inside.split()) == "".join(text.split())
