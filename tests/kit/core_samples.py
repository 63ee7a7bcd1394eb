"""What every feature shares: reading and Source, the buttons of kept forms, and the templates of core."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.model.article import Article
from bot.core.model.fact import TITLE, Figure, Question
from bot.core.model.notices import Notices
from bot.core.packs.reading import Pack
from bot.core.templates.contexts import (
    ConflictContext,
    Context,
    Excerpt,
    ExcerptContext,
    FooterContext,
    NoticesContext,
    ParagraphContext,
    PlaceContext,
    PromptContext,
    ReadContext,
    RefusedContext,
    SaidContext,
    SourceContext,
    WordsContext,
)
from bot.core.ui.actions import DropForm, OpenArticle, ReadArticle, ShowSource
from bot.core.ui.class_question import prompt_context
from bot.core.ui.codec import Action
from tests.kit.records import CHANGES, records
from tests.kit.samples import Contexts, Kept, Samples
from tests.kit.stock import Stock

EXCERPTS = (
    Excerpt(1, True, "a ", "b", " c", True, False),
    Excerpt(2, False, "", "b", "", False, True),
    Excerpt(2, False, "", "b", "", False, False),
    Excerpt(TITLE, False, "", "b", " c", False, False),
)


def prompt_contexts(pack: Pack, article: Article) -> list[PromptContext]:
    """Every form of a question for the class."""
    asked = [content for content in pack.facts if isinstance(content, Question)]
    bare = asked[0].model_copy(update={"follow_up": None, "stem": "x"})
    spoken = asked[0].model_copy(update={"speaker": "x"})
    return [prompt_context(article, each, group) for each in (*asked, bare, spoken) for group in (None, 2)]


def noticed_contexts(pack: Pack) -> list[Context]:
    """Every form of what is noticed of a fact."""
    figure = next(content for content in pack.facts if isinstance(content, Figure))
    fuller, like = figure.model_copy(update={"value": "about x"}), figure.model_copy(update={"speaker": "x"})
    return [
        NoticesContext(Notices(figure, *noticed))
        for noticed in ((fuller,), (None, (figure, like)), (None, (), (like,)), (fuller, (figure,), (like,)))
    ]


def _buttons(held: Stock, _kept: Kept) -> Sequence[Action]:
    return (ShowSource(held.fact), OpenArticle(held.article), ReadArticle(held.second, 1))


def _contexts(pack: Pack, article: Article) -> Contexts:
    excerpts: list[Context] = [ExcerptContext(excerpt) for excerpt in EXCERPTS]
    places: list[Context] = [PlaceContext(excerpt, 1) for excerpt in EXCERPTS]
    prompts = prompt_contexts(pack, article)
    return {
        ("source", "heading"): [SaidContext("x")],
        ("source", "passage"): excerpts,
        ("source", "place"): excerpts,
        ("source", "footer"): [SourceContext(speaker, article) for speaker in (None, "x")],
        ("read", "heading"): [ReadContext(article)],
        ("read", "item"): [ParagraphContext(1, "x", flag, not flag) for flag in (True, False)],
        ("read", "footer"): [FooterContext(1, 1), FooterContext(2, 1_000)],
        ("read", "hidden"): [None],
        ("forms", "place"): places,
        ("forms", "nearest"): places,
        ("forms", "whole"): places,
        ("forms", "refused"): [RefusedContext("x.")],
        ("forms", "kept"): [None],
        ("forms", "noticed"): [None],
        ("forms", "notices"): noticed_contexts(pack),
        ("forms", "dropped"): [None],
        ("forms", "queued"): [None],
        ("forms", "conflict"): [
            ConflictContext(record, changes) for record in (None, *records(pack)[:4]) for changes in ([], CHANGES)
        ],
        ("question", "prompt"): prompts,
        ("question", "talk"): prompts,
        ("question", "prompt_footer"): prompts,
        ("question", "words"): [WordsContext("x\ny", cut, place, cut) for cut in (True, False) for place in (TITLE, 3)],
    }


READING = "reading is for everybody"
samples = Samples(
    buttons=_buttons,
    open={
        ShowSource: READING,
        OpenArticle: READING,
        ReadArticle: READING,
        DropForm: "one's own words",
    },
    contexts=_contexts,
)
