"""Speakers and as-ofs in an article's own words: each that carries meaning stands in it, whichever way they come."""

from __future__ import annotations

import pytest

from bot.core.model.article import Article
from bot.core.model.article_words import ArticleWords
from bot.core.model.errors.changes import WordStandsNoMore
from bot.core.model.errors.facts import NotInArticle
from bot.core.model.fact_fields import build_content
from bot.core.model.grounds import Grounds
from bot.core.packs.reading import Pack, parse_pack
from bot.core.rules.undoing import History
from bot.core.store.store import Store
from bot.features.articles.rules import ArticleRules
from bot.features.facts.rules import FactRules
from bot.features.suggestions.rules import SuggestionRules
from tests.kit.stores import BODY, MODERATOR, NEW, ONE, STUDENT, correct, facts_of, filled, refused

TEXT = (
    "Use of pesticides rose fatalities by 15%, the U.S. ministry’s spokesman, Enrique Torres, said last year. "
    "O’Brien, an ex-president of the Mexican-born workers, gave 2,600 euros—more—in 1999."
)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Enrique Torres, spokesman for the ministry", None),
        ("ENRIQUE TORRES", None),
        ("the US ministry", None),
        ("the U.S. ministry's spokesman", None),
        ("O'Brien", None),
        ("Brien", None),
        ("ex-president O’Brien", None),
        ("Mexican‐born workers", None),  # another kind of hyphen
        ("last year", None),
        ("in 1999", None),
        ("as of 1999", None),
        ("according to the spokesman who said it", None),
        ("more", None),
        ("The Queen of England", "Queen"),
        ("in 1998", "1998"),
        ("600", "600"),  # a piece of a number
        ("president", "president"),  # a piece of a compound
        ("Mexican workers", "Mexican"),
        ("spokesmen", "spokesmen"),  # another form is another word
        ("Tores", "Tores"),
        ("not last year", "not"),
        ("before 1999", "before"),
        ("until last year", "until"),
        ("???", "???"),  # it has no word
        (" 🙂 ", "🙂"),
    ],
)
def test_what_carries_meaning_stands_in_an_english_article(text: str, missing: str | None) -> None:
    assert ArticleWords(TEXT, "en").missing(text) == missing
    assert ArticleWords(TEXT, "en-GB").missing(text) == missing


@pytest.mark.parametrize(
    ("language", "article", "text", "missing"),
    [
        ("es", "Lo dijo ayer el portavoz Torres.", "según el portavoz de la Torres", None),
        ("es", "Lo dijo ayer el portavoz Torres.", "la ministra", "ministra"),
        ("es", "Lo dijo ayer el portavoz Torres.", "desde ayer", "desde"),
        ("es", "Ocurrió el año pasado.", "el ano pasado", "ano"),  # an accent makes another word
        ("fr", "L’armée l'a dit hier.", "d’après l’armée", "après"),
        ("fr", "L’armée l'a dit hier.", "selon l’armée", None),
        ("fr", "L’armée l'a dit hier.", "en mai", "mai"),
        ("fr", "L’armée l'a dit hier.", "le roi", "roi"),
        ("fr", "L’armée l'a dit hier.", "par l'armée", None),
        ("de", "Die Sprecherin der UNO sagte es.", "laut UNO", None),
        ("de", "Die Sprecherin der UNO sagte es im Mai.", "vor Mai", "vor"),
        ("it", "Lo disse il portavoce ieri.", "secondo il portavoce", None),
        ("it", "Lo disse il portavoce ieri.", "il re", "re"),
        ("pt", "O porta-voz disse ontem.", "segundo o porta-voz", None),
        ("pt", "O porta-voz disse ontem.", "o rei", "rei"),
        ("ru", "Об этом сказал министр в мае.", "до мая", "до"),
        ("ru", "Об этом сказал министр в мае.", "в мае", None),
        ("de", "Die Sprecherin der UNO sagte es.", "von der Sprecherin", None),
        ("de", "Die Sprecherin sagte es.", "die UNO", "UNO"),  # short, and yet a name
        ("el", "Το είπε ο υπουργός.", "ο υπουργός", None),
        ("el", "Το είπε ο υπουργός.", "ο πρόεδρος", "πρόεδρος"),
        ("ru", "Об этом сказал министр.", "МИНИСТР", None),
        ("ru", "Об этом сказал министр.", "президент", "президент"),
        ("ar", "قال الوزير أمس.", "في أمس", None),
        ("ar", "قال الوزير أمس.", "الرئيس", "الرئيس"),
        ("he", "כך אמר השר אתמול.", "אמר השר", None),
        ("he", "כך אמר השר אתמול.", "הנשיא", "הנשיא"),
        ("hi", "लोगों ने कहा।", "लोगों", None),
        ("hi", "लोगों ने कहा।", "लोग", "लोग"),  # a vowel sign belongs to its letter
        ("th", "โฆษกกระทรวงกล่าวเมื่อวานนี้", "โฆษกกระทรวง", None),
        ("th", "โฆษกกระทรวงกล่าวเมื่อวานนี้", "นายก", "นายก"),
        ("zh", "墨西哥官员昨天说。", "墨西哥官员", None),
        ("zh", "墨西哥官员昨天说。", "美国官员", "美国官员"),
        ("ja", "メキシコの当局者が昨日述べた。", "当局者", None),
        ("ko", "대통령은 어제 말했다.", "대통령", None),
        ("ko", "대통령은 어제 말했다.", "장관", "장관"),
    ],
)
def test_and_in_one_of_another_language(language: str, article: str, text: str, missing: str | None) -> None:
    assert ArticleWords(article, language).missing(text) == missing


def test_the_title_the_byline_and_the_date_are_the_articles_own_too() -> None:
    article = Article(title="Mayor resigns", byline="Ana Ruiz", date="3 May 2021", body="It cost 15 euros.")
    entry = {"value": "15", "counts": "euros", "quote": "It cost 15 euros."}
    for speaker, as_of in (("the mayor", "May 2021"), ("Ana Ruiz", "3 May")):
        build_content("figure", {**entry, "speaker": speaker, "as_of": as_of}, Grounds(article))
    bare = article.model_copy(update={"byline": None, "date": None})
    for name, text, word in (("speaker", "Ana Ruiz", "Ana"), ("as_of", "May 2021", "May")):
        with pytest.raises(NotInArticle) as caught:
            build_content("figure", {**entry, name: text}, Grounds(bare))
        assert (caught.value.field, caught.value.word) == (name, word)


def test_a_translation_is_in_its_own_words() -> None:
    article = Article(title="Ants", body="It rose by 15% last year, Torres said.")
    entry = {"value": "15%", "counts": "the ants", "as_of": "last year", "speaker": "Torres", "quote": "rose by 15%"}
    spanish = {"as_of": "el año pasado", "speaker": "el señor Torres"}
    assert build_content("figure", {**entry, "es": spanish}, Grounds(article)).translations == {"es": spanish}


def test_a_pack_names_the_line_of_a_made_up_speaker(juarez: Pack) -> None:
    text = "---\ntitle: Ants\n---\nFatalities rose by 15%.\n"
    facts = '[[figure]]\nvalue = "15%"\ncounts = "of the ants"\nas_of = "in 1999"\nquote = "rose by 15%"\n'
    _, problems = parse_pack("x", text, facts + 'speaker = "The Queen of England"\n')
    assert [(p.line, p.fact, p.error.data()) for p in problems] == [(4, "figure 1", {"field": "as_of", "word": "1999"})]
    _, problems = parse_pack("x", text, facts.replace('as_of = "in 1999"\n', 'speaker = "The Queen of England"\n'))
    assert [(p.line, p.error.data()) for p in problems] == [(4, {"field": "speaker", "word": "Queen"})]
    assert any(fact.speaker for fact in juarez.facts)  # the built-in pack is held to it too


async def state_of(store: Store, fact_id: int) -> str:
    """The state that a fact is in."""
    return next(fact.state for fact in await facts_of(store, ONE) if fact.id == fact_id)


async def test_no_fact_is_added_edited_or_suggested_with_words_that_the_article_lacks(store: Store) -> None:
    desk = await filled(store)
    for name, text in (("speaker", "The Queen of England"), ("as_of", "in 1999")):
        given = {**NEW, name: text}
        ways = (
            desk.get(FactRules).add(ONE, MODERATOR, "figure", 1, given),
            desk.get(FactRules).edit(ONE, MODERATOR, 4, {name: text}, None),
            desk.get(SuggestionRules).suggest(ONE, STUDENT, "figure", 1, given),
        )
        for way in ways:
            error = await refused(store, way, NotInArticle)
            assert isinstance(error, NotInArticle)
            assert error.field == name


async def test_a_correction_makes_a_draft_of_a_fact_whose_speaker_or_as_of_it_takes_away(store: Store) -> None:
    desk = await filled(store)
    rules, articles = desk.get(FactRules), desk.get(ArticleRules)
    said = (await rules.add(ONE, MODERATOR, "figure", 1, {**NEW, "speaker": "Ana Ruiz"})).fact
    dated = (await rules.edit(ONE, MODERATOR, 4, {"as_of": "in March"}, None)).fact
    new = "First.\n\n" + BODY.replace("Ana Ruiz", "somebody")
    planned = await articles.plan(ONE, MODERATOR, 1, new)
    assert {fact.id for fact in planned.lost} == {said.id}
    assert await correct(desk, ONE, new) == 1
    assert await state_of(store, said.id) == "draft"
    # Its quote moved along; what it lacks is the name, so it can't be approved as it is, and an edit mends it.
    error = await refused(store, desk.get(SuggestionRules).approve(ONE, MODERATOR, said.id), WordStandsNoMore)
    assert error.data() == {"field": "speaker", "word": "Ana"}
    assert (await rules.edit(ONE, MODERATOR, said.id, {"speaker": ""}, None)).fact.state == "published"
    await correct(desk, ONE, new.replace("in March", "in May"))
    assert await state_of(store, dated.id) == "draft"


async def test_neither_undo_nor_restore_leaves_a_published_fact_without_its_words(store: Store) -> None:
    desk = await filled(store)
    articles, rules = desk.get(ArticleRules), desk.get(FactRules)
    named = await articles.edit(ONE, MODERATOR, 1, {"title": "The mayor’s mill"}, None)
    await rules.edit(ONE, MODERATOR, 4, {"speaker": "the mayor"}, None)
    await refused(store, desk.get(History).undo(ONE, MODERATOR, named.entry.id), WordStandsNoMore)
    await rules.retire(ONE, MODERATOR, 4)
    await desk.get(History).undo(ONE, MODERATOR, named.entry.id)
    await refused(store, rules.restore(ONE, MODERATOR, 4), WordStandsNoMore)


async def test_a_new_title_makes_a_draft_of_a_fact_whose_words_it_takes_away(store: Store) -> None:
    desk = await filled(store)
    articles, rules = desk.get(ArticleRules), desk.get(FactRules)
    await articles.edit(ONE, MODERATOR, 1, {"title": "The mayor’s mill"}, None)
    await rules.edit(ONE, MODERATOR, 4, {"speaker": "the mayor"}, None)
    done = await articles.edit(ONE, MODERATOR, 1, {"title": "The mill"}, None)
    assert done.entry.detail["lost"] == 1
    assert await state_of(store, 4) == "draft"
    await refused(store, desk.get(SuggestionRules).approve(ONE, MODERATOR, 4), WordStandsNoMore)
