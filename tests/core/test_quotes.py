"""A quote stands exactly, after one normalisation that changes no word."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.errors.facts import PlaceUnknown, QuoteEmpty, QuoteMissing, QuoteTwice
from bot.core.model.quotes import Body, _clusters, normalise, paragraph_spans, stands_in

TEXT = "The plan, dubbed “We Are All Juarez,” is new.\n\nSoldiers — if any — will stay. It’s\u00a0a plan."


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
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
    with pytest.raises(QuoteMissing):
        Body(body).find(typed)


def test_a_quote_may_end_where_a_word_ends() -> None:
    assert Body("It left 2,600, they say.").find("left 2,600").text == "left 2,600"
    assert Body("Calderón's plan").find("Calderón").text == "Calderón"
    assert Body("U.S.-trained agents").find("U.S.").text == "U.S."


def test_a_script_without_spaces_can_be_quoted() -> None:
    assert Body("墨西哥联邦警察将取代军队").find("联邦警察").text == "联邦警察"


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
    pieces = [unicodedata.normalize("NFC", text[a:b]) for a, b in _clusters(text)]
    assert "".join(pieces) == unicodedata.normalize("NFC", text)


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
