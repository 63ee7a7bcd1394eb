"""Examples of articles: archived, current in a channel, corrected so that a fact lost its quote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.model.article import Article
from bot.core.model.errors.changes import FormGone
from bot.core.packs.reading import Pack
from bot.core.packs.writing import write_pack
from bot.core.packs.zipping import zip_pack
from bot.core.rules.library import Library
from bot.core.templates.contexts import Context, CountContext, FooterContext
from bot.core.ui.actions import ConfirmForm, OpenArticle
from bot.core.ui.codec import Action
from bot.features.articles.buttons import EditArticleForm, FollowServer, ListArticles, MakeCurrent, RestoreArticle
from bot.features.articles.contexts import (
    ArticleContext,
    CorrectionContext,
    ImportContext,
    ManagedContext,
    ProblemsContext,
    SaidLineContext,
)
from bot.features.articles.forms import AddArticle, CorrectArticle, EditArticle, ImportPack
from bot.features.articles.rules import ArticleRules, body_mark, details_mark
from tests.kit.core_samples import noticed_contexts
from tests.kit.records import CHANGES
from tests.kit.samples import Contexts, Filled, Hidden, Kept, Options, Samples, alike, card_of
from tests.kit.stock import FACTS, Stock, pack_of
from tests.kit.stores import correct


@dataclass(frozen=True)
class Articles:
    """``channel``: where the second article is current; ``lost``: its fact that lost its quote.

    ``body`` and ``details`` are marks of the first one.
    """

    archived: int
    channel: int
    lost: int
    body: int
    details: int


async def _stock(held: Stock) -> None:
    rules = held.desk.get(ArticleRules)
    archived = (await rules.add(held.server, held.teacher, pack_of(f"{held.word} of old"))).article.id
    await rules.archive(held.server, held.teacher, archived)
    channel = held.room.server.create_text_channel(f"{held.word}-{held.article}")
    await rules.make_current(held.server, held.teacher, held.second, channel.id)
    library = held.desk.get(Library)
    text = (await library.article(held.server, held.second)).body.replace("Nobody of", "Not one of")
    assert await correct(held.desk, held.server, text, held.second) == 1
    article = await library.article(held.server, held.article)
    lost = held.question + FACTS
    held.put(Articles(archived, channel.id, lost, body_mark(article), details_mark(article)))


def _commands(held: Stock) -> Mapping[str, Sequence[Options]]:
    file = ("new.zip", zip_pack(pack_of("new")))
    text = ("text.txt", b"Another text.")
    broken = ("broken.zip", b"no zip")  # nobody is told what is wrong with it who may not bring one in
    one, two = str(held.article), str(held.second)
    return {
        "articles": [{}],
        "article add": [{}, {"title": "New"}, {"file": file}, {"file": text, "title": "New"}, {"file": broken}],
        "article edit": [{}, {"article": one}],
        "article correct": [{}, {"article": one, "file": text}, {"file": broken}],
        "article current": [{"article": two}, {"article": one, "channel": held.room.channel}],
        "article archive": [{"article": two}, {"article": str(held.get(Articles).archived)}],
        "article export": [{}, {"article": one}],
        "article import": [{"file": file}, {"file": broken}],
    }


def _kept(held: Stock) -> Sequence[Filled]:
    new = {name: text.decode() for name, text in write_pack(pack_of(f"{held.word} imported")).items()}
    whole = pack_of(held.word).article.body + f"\n\nThe {held.word} was sold."  # every quote stands as before
    return [
        (CorrectArticle(held.article, held.get(Articles).body), {"whole": whole}),
        (ImportPack(), {"slug": f"{held.word}-new", "mark": "", "files": new}),
    ]


def _buttons(held: Stock, kept: Kept) -> Sequence[Action]:
    own = held.get(Articles)
    return [
        ListArticles(1),
        OpenArticle(own.archived),
        MakeCurrent(held.second),
        FollowServer(own.channel),
        RestoreArticle(own.archived),
        EditArticleForm(held.article),
        ConfirmForm(kept[CorrectArticle]),
        ConfirmForm(kept[ImportPack]),
    ]


def _forms(held: Stock) -> Sequence[Filled]:
    own = held.get(Articles)
    return [
        (AddArticle(), {"title": "Sent", "body_1": "Some text."}),
        (EditArticle(held.article, own.details), {"title": "Sent"}),
        (CorrectArticle(held.article, own.body), {"body_1": "Another text."}),
        (ImportPack(), {}),
    ]


_DONE = (
    "article added",
    "article edited",
    "article corrected",
    "article archived",
    "article restored",
    "article imported",
    "current article",
    "exported",
)


def _contexts(pack: Pack, article: Article) -> Contexts:
    card = card_of(article)
    counts: list[Context] = [CountContext(1), CountContext(2)]
    return {
        ("articles", "heading"): [None],
        ("articles", "item"): [ArticleContext(card, counts) for counts in ({}, {"question": 1})],
        ("articles", "footer"): [FooterContext(1, 1), FooterContext(2, 1_000)],
        ("articles", "done"): [
            ManagedContext(action, article, 2, 1, current, channel)
            for action in _DONE
            for current in (True, False)
            for channel in (None, 1)
        ],
        ("articles", "correction"): [
            CorrectionContext("x", lost, remarks, some)
            for lost in (0, 1, 2)
            for remarks in ((), (1, 2))
            for some in ([], CHANGES)
        ],
        ("articles", "import"): [
            ImportContext("x", new, details, body, 1, 2, 3, 4, 5, body)
            for new in (True, False)
            for details in ((), ("title", "content_note"))
            for body in (True, False)
        ],
        ("articles", "line"): [SaidLineContext(content, "+") for content in pack.facts],
        ("articles", "noticed"): [None],
        ("articles", "notice"): noticed_contexts(pack),
        ("articles", "problems"): [ProblemsContext(["x"], more) for more in (0, 2)],
        **alike("articles", [None], "correction_note", "nothing", "channels"),
        **alike("articles", counts, "lost", "more", "channel", "followed"),
    }


samples = Samples(
    stock=_stock,
    commands=_commands,
    kept=_kept,
    buttons=_buttons,
    forms=_forms,
    opened={
        AddArticle: lambda held, who: held.room.ask("article add", by=who),
        EditArticle: lambda held, who: held.room.ask("article edit", by=who),
        CorrectArticle: lambda held, who: held.room.ask("article correct", by=who),
    },
    open={"articles": "reading is for everybody", ListArticles: "reading is for everybody"},
    refusals={ImportPack: FormGone()},  # nobody fills it in: what comes under its name was made up
    hidden=lambda held: [Hidden("article archive", "article", value=str(held.get(Articles).archived))],
    contexts=_contexts,
)
