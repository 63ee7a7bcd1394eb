"""What people put into options: articles by name, words, and everything that should do no harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app.features import all_features
from bot.core.model.base import ID_MOST
from bot.core.model.errors.reader import ValueUnknown
from bot.core.packs.reading import Pack
from bot.core.ui.actions import OpenArticle, ReadArticle, ShowSource
from bot.core.ui.buttons import CUSTOM_ID_MOST, PREFIX, custom_id
from bot.core.ui.codec import Action
from bot.features.answers.buttons import ShareAnswer, ShowAnyway, TurnPage
from bot.features.answers.errors import AboutTooLong
from bot.features.answers.model import ABOUT_MOST, PARTS, choose_answer
from bot.features.articles.buttons import ListArticles
from tests.kit.classroom import Classroom, labels, text_of

FEATURES = all_features()
HOSTILE = [
    "x" * 6_000,
    "\u202eעברית مرحبا\u202c",
    "\u200b\u200d\ufeff",
    "**bold** # h\n> q ||s|| [a](https://example.org) `code`",
    "@everyone <@1> <#2> </help:3> <t:0>",
    "'; DROP TABLE fact; --",
    "{{ 7 * 7 }} {% for x in y %}",
    "\x00\x07",
    "🏳️‍🌈" * 20,
    "%s %(x)s {0} {x}",
    " ",
]


async def add(room: Classroom, pack: Pack, title: str) -> None:
    """Gives the server one more article."""
    article = pack.article.model_copy(update={"title": title})
    await room.desk.store.add_article(
        room.server.id, title.lower(), article, pack.facts[:3], at=1, action="article added"
    )


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
async def test_whatever_is_typed_as_an_article_is_answered_in_a_sentence(room: Classroom, typed: str) -> None:
    for command in ("summary", "figures", "questions"):
        answer = await room.type(command, article=typed)
        text = text_of(answer)
        if not typed.strip():
            assert text.startswith("## ")
            continue
        assert "There is no article called “" in text
        assert "there is only one: **U.S. to embed agents" in text
        assert len(text) < 400
        assert "49" not in text
        assert "<@1>" not in text
    assert "2,600" in text_of(await room.type("figures"))


@pytest.mark.parametrize("typed", [t for t in HOSTILE if t.strip() and len(t) <= ABOUT_MOST], ids=repr)
async def test_whatever_word_is_asked_about_is_answered(room: Classroom, typed: str) -> None:
    text = text_of(await room.type("figures", about=typed))
    assert "Nothing here mentions “" in text
    assert "There are 5 numbers and 9 people and organisations: ask again without **about**." in text
    assert "49" not in text


async def test_articles_are_offered_by_their_titles_with_ids_as_values(room: Classroom, juarez: Pack) -> None:
    await room.type("figures")
    for i in range(30):
        await add(room, juarez, f"Article {i} {'long ' * 30}")
    choices = await room.student.autocomplete(room.channel, "summary", "article", "")
    assert len(choices) == 25
    assert all(len(choice["name"]) <= 100 for choice in choices)
    assert choices[0] == {"name": juarez.article.title, "value": "1"}
    [found] = await room.student.autocomplete(room.channel, "figures", "article", "JUÁREZ")
    assert found["value"] == "1"
    for typed in HOSTILE:
        if typed.strip() and "\u200b" not in typed:
            assert await room.student.autocomplete(room.channel, "questions", "article", typed) == []


@pytest.mark.parametrize("typed", ["2", "second", "SECOND", " Second "])
async def test_an_article_is_found_by_id_short_name_or_title(room: Classroom, juarez: Pack, typed: str) -> None:
    await room.type("figures")
    await add(room, juarez, "Second")
    answer = text_of(await room.type("summary", article=typed))
    assert "-# Second" in answer
    unknown = text_of(await room.type("summary", article="third"))
    assert "choose one of 2: U.S. to embed" in unknown
    assert "or Second." in unknown


async def test_pages_stay_with_the_article_they_were_asked_about(room: Classroom, juarez: Pack) -> None:
    answer = await room.type("figures")
    await add(room, juarez, "Second")
    from bot.core.store.tables import server

    async with room.desk.store.writing() as connection:
        await connection.execute(server.update().values(current_article_id=2))
    room.desk.forget(room.server.id)
    await room.press(answer, "Next ›")
    assert "-# U.S. to embed agents" in text_of(answer)


async def test_about_narrows_by_a_word_without_its_accents(room: Classroom) -> None:
    text = text_of(await room.type("figures", about="CALDERON", show="people"))
    assert "Only what mentions “CALDERON”" in text
    assert "**Calderón**" in text
    assert "**FBI**" not in text


async def test_about_keeps_its_word_over_pages_and_sharing(room: Classroom, juarez: Pack) -> None:
    answer = await room.type("figures", about="a")
    shared = await room.share(answer)
    assert "Only what mentions “a”" in text_of(shared)
    await room.press(shared, "Next ›")
    assert "Only what mentions “a”" in text_of(answer)


def test_a_value_that_is_no_choice_is_refused_with_what_there_is() -> None:
    for answer, (option, choices) in PARTS.items():
        with pytest.raises(ValueUnknown) as refused:
            choose_answer(answer, "nonsense")
        assert refused.value.option == option
        assert refused.value.choices == choices


def test_about_is_at_most_a_word_or_two() -> None:
    assert choose_answer("figures", None, about="x" * ABOUT_MOST).about == "x" * ABOUT_MOST
    assert choose_answer("figures", None, about="  \u00a0 ").about is None
    for long in ("x" * (ABOUT_MOST + 1), "😀" * (ABOUT_MOST // 2 + 1)):
        with pytest.raises(AboutTooLong):
            choose_answer("figures", None, about=long)


REQUESTS = st.sampled_from(list(PARTS)).flatmap(
    lambda answer: st.builds(
        choose_answer,
        st.just(answer),
        st.sampled_from(PARTS[answer][1]),
        st.none() | st.integers(1, ID_MOST - 1),
        st.none() | st.text(max_size=ABOUT_MOST // 2),
    )
)
NUMBERS = st.integers(1, ID_MOST - 1)
ACTIONS: st.SearchStrategy[Action] = st.one_of(
    st.builds(ShowSource, NUMBERS),
    st.builds(TurnPage, st.sampled_from(["private", "shared", "public"]), NUMBERS, REQUESTS),
    st.builds(ShareAnswer, REQUESTS),
    st.builds(ShowAnyway, st.sampled_from(["private", "public"]), REQUESTS),
    st.builds(OpenArticle, NUMBERS),
    st.builds(ReadArticle, NUMBERS, NUMBERS),
    st.builds(ListArticles, NUMBERS),
)


@given(ACTIONS)
def test_a_buttons_action_survives_its_custom_id(action: Action) -> None:
    button = custom_id(action)
    assert len(button.encode("utf-16-le")) // 2 <= CUSTOM_ID_MOST
    assert FEATURES.action(button.removeprefix(PREFIX)) == action


@given(st.text(max_size=99))
def test_no_custom_id_breaks_anything(text: str) -> None:
    FEATURES.action(text)


async def test_the_longest_request_fits_its_buttons(room: Classroom) -> None:
    answer = await room.type("figures", about="a" * ABOUT_MOST)
    assert "Nothing here mentions" in text_of(answer)
    assert labels(answer) == []  # there is nothing to share


async def test_who_speaks_another_language_is_answered_though_the_database_is_away(
    room: Classroom, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def away(_server_id: int) -> None:
        raise OSError

    room.speak("fr", monkeypatch)
    monkeypatch.setattr(room.desk, "settings", away)
    told = text_of(await room.told("summary"))
    assert "Something went wrong and nothing was changed" in told
    assert told.split("`")[-2] in caplog.text
    assert await room.student.autocomplete(room.channel, "summary", "article", "a") == []
