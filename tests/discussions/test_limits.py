"""Discord's limits that a discussion touches: a thread's name, a message's characters."""

from __future__ import annotations

import pytest

from bot.core.model.article import NOTE_MOST, TITLE_MOST, Article
from bot.core.model.base import ID_MOST
from bot.core.model.fact import PROMPT_MOST, QUOTE_MOST, SHORT_MOST, TEXT_MOST, Passage, Question, Quote
from bot.core.templates.limits import width
from bot.core.templates.prompts import Prompts
from bot.core.ui.class_question import make_prompt, prompt_context
from bot.core.ui.panels import panel_view
from bot.features.discussions.model import Discussion
from bot.features.discussions.panels import card_panel, closed_panel, prompt_panel, starter_panel
from bot.features.discussions.prompts import thread_name
from tests.discussions.kit import press_in, read_thread
from tests.kit.classroom import Classroom, answer_of, text_of
from tests.kit.curating import TYPED
from tests.kit.limits import check_message

DISCUSSION = Discussion(id=ID_MOST - 1, article_id=1, fact_id=ID_MOST - 1, channel_id=1, at=0)


def question(text: str, quote: tuple[str, ...] = ("x",), **more: str) -> Question:
    passages = tuple(Passage(text=words, start=0, end=1, paragraph=99_999 + i) for i, words in enumerate(quote))
    return Question(text=text, quote=Quote(passages=passages), **more)  # type: ignore[arg-type]


def longest(character: str, passages: int) -> tuple[Article, Question]:
    """An article and a question of which everything is as long as it may be."""
    half = tuple(character * (QUOTE_MOST // passages) for _ in range(passages))
    article = Article(title=character * TITLE_MOST, body="x", content_note=character * NOTE_MOST)
    stem = character * PROMPT_MOST
    asked = question(character * TEXT_MOST, half, stem=stem, follow_up=stem, speaker=character * SHORT_MOST)
    return article, asked


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("x" * 100, "x" * 100),
        ("x" * 101, "x" * 99 + "…"),
        ("word " * 19 + "words", "word " * 19 + "words"),  # 100 characters
        ("word " * 19 + "wordss", ("word " * 19).rstrip() + "…"),
        ("😀" * 50, "😀" * 50),
        ("😀" * 51, "😀" * 49 + "…"),
        ("two\nlines", "two lines"),
        ("**bold** @everyone", "**bold** @everyone"),
    ],
)
def test_a_threads_name_has_a_hundred_characters_at_most(prompts: Prompts, text: str, name: str) -> None:
    made = thread_name(prompts, prompt_context(Article(title="x", body="x"), question(text)))
    assert made == name
    assert 1 <= width(made) <= 100


@pytest.mark.parametrize("left", [91, 92])
def test_a_groups_name_counts_the_group(prompts: Prompts, left: int) -> None:
    made = thread_name(prompts, prompt_context(Article(title="x", body="x"), question("x" * left), 8))
    assert made == ("Group 8: " + ("x" * 91 if left == 91 else "x" * 90 + "…"))
    assert len(made) <= 100


@pytest.mark.parametrize("character", ["*", "😀", "x"])
@pytest.mark.parametrize("passages", [1, 2])
def test_the_longest_question_fits_a_message(prompts: Prompts, character: str, passages: int) -> None:
    context = prompt_context(*longest(character, passages), 8)
    for panel in (
        prompt_panel(prompts, context, DISCUSSION),
        card_panel(prompts, context, DISCUSSION),
        starter_panel(prompts, context.article, context.question),
        closed_panel(prompts, context),
    ):
        assert panel.characters <= 4_000
        check_message(panel_view(prompts, panel).to_components())  # type: ignore[no-untyped-call]


def test_a_quote_is_whole_where_it_fits_and_cut_at_a_word_where_it_does_not(prompts: Prompts) -> None:
    bare = Article(title="x", body="x")
    quote = ("word " * 200).strip()

    def made(length: int) -> list[str]:
        prompt = make_prompt(prompts, prompt_context(bare, question("*" * length, (quote,))), "prompt", "talk")
        assert prompt.characters <= 4_000
        return [part.text for part in prompt.parts]

    rest = make_prompt(prompts, prompt_context(bare, question("x", (quote,))), "prompt", "talk").characters - 1
    most = (4_000 - rest) // 2
    assert quote in made(most)[0]
    cut = made(most + 1)[0]
    assert quote not in cut
    assert cut.split("\n")[0].endswith("word …")


async def test_the_longest_question_is_posted_and_its_buttons_answer(room: Classroom) -> None:
    shown = await room.ask("facts add", kind="question")
    text, stem = "*" * TEXT_MOST, "_" * PROMPT_MOST
    await room.fill(shown, **TYPED["question"] | {"text": text, "stem": stem, "follow_up": stem})
    offered = await room.teacher.autocomplete(room.channel, "discuss", "question", "***")
    assert len(offered[0]["name"]) == 100
    assert "Posted" in text_of(answer_of(await room.ask("discuss", question=offered[0]["value"], groups=2)))
    for label in ("Source", "Give me a starter"):
        assert "¶ 1" in text_of(answer_of(await press_in(room, room.channel.threads[0], label, room.student)))
    await press_in(room, room.channel.threads[0], "Close")
    assert "Closed" in read_thread(room.channel.threads[0])[1]
