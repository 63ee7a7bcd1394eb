"""The forms of articles: a new one, its details, its text; and what is shown first: a correction, an import."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from discord.ui import Label, Modal

from bot.core.model.article import Article
from bot.core.model.article_fields import ARTICLE_FIELDS
from bot.core.model.errors.changes import EditedMeanwhile, FormGone
from bot.core.model.fact_fields import Field
from bot.core.packs.reading import Pack
from bot.core.templates.differences import text_changes
from bot.core.templates.prompts import Prompts
from bot.core.ui.codec import Id, Snowflake
from bot.core.ui.forms import FIELD_MOST, new_form, text_field
from bot.core.ui.kept_forms import About, Form, Given, Purpose, Say, keep, saying
from bot.core.ui.panels import Panel
from bot.core.ui.refusals import differing
from bot.core.ui.request import Request
from bot.features.articles.body_fields import BODY_FIELDS, fits_form, joined_body, parts_of
from bot.features.articles.correcting import details_of
from bot.features.articles.importing import ImportRules
from bot.features.articles.panels import correction_panel, done_panel, import_panel
from bot.features.articles.rules import ArticleRules, body_mark, details_mark

_DETAILS = ("title", "source", "link", "date", "content_note")


class AddArticle(Purpose, code="article"):
    """A new article, pasted."""


class EditArticle(Purpose, code="details"):
    """An article's details. ``base``: the mark of those that the form showed."""

    article_id: Id
    base: Snowflake


class CorrectArticle(Purpose, code="correct"):
    """An article's text. ``base``: the mark of the text that the form showed."""

    article_id: Id
    base: Snowflake


class ImportPack(Purpose, code="import"):
    """A pack that waits for a yes; it is no form that anybody fills in."""


# --- a new article ----------------------------------------------------------------------------


def build_article(request: Request, purpose: AddArticle, given: Mapping[str, Any]) -> Modal:
    """Make the form for a new article: its title and up to four parts of its text."""
    title = _detail_field(request.prompts, "title", given)
    return new_form(request.prompts, purpose, "article", title, *_body_fields(request.prompts, given))


async def save_article(request: Request, _purpose: AddArticle, given: Given) -> Say:
    """Add a pasted article."""
    fields = {"title": given.get("title")}
    done = await request.get(ArticleRules).write(request.server_id, request.who, fields, joined_body(given))
    return partial(done_panel, request, done)


# --- its details ------------------------------------------------------------------------------


def build_details(request: Request, purpose: EditArticle, given: Mapping[str, Any]) -> Modal:
    """Make the form of an article's details."""
    fields = [_detail_field(request.prompts, name, given) for name in _DETAILS]
    return new_form(request.prompts, purpose, "details", *fields)


async def save_details(request: Request, purpose: EditArticle, given: Given) -> Say:
    """Change an article's details. Raises EditedMeanwhile."""
    fields = {name: given[name] for name in _DETAILS if name in given}
    done = await request.get(ArticleRules).edit(
        request.server_id, request.who, purpose.article_id, fields, purpose.base
    )
    return partial(done_panel, request, done, lost=done.entry.detail.get("lost", 0))


async def about_details(request: Request, purpose: EditArticle, given: Given) -> About:
    """Tell what the form would change of the details as they are now."""
    details = details_of(await _article(request, purpose))
    return About(changes=lambda: differing(details, given))


async def rebase_details(request: Request, purpose: EditArticle) -> EditArticle:
    """Have the form change the details as they are now."""
    return replace(purpose, base=details_mark(await _article(request, purpose)))


# --- its text ---------------------------------------------------------------------------------


def build_body(request: Request, purpose: CorrectArticle, given: Mapping[str, Any]) -> Modal:
    """Make the form for an article's text, in up to four parts; ``whole``: in one piece. Raises BodyForFile."""
    parts = parts_of(str(given["whole"])) if "whole" in given else given
    return new_form(request.prompts, purpose, "correct", *_body_fields(request.prompts, parts))


async def send_body(request: Request, purpose: CorrectArticle, given: Given) -> Say:
    """Show what a corrected text would do; it is done when the person says so.

    Raises EditedMeanwhile where the form showed another text than there is now.
    """
    article = await _article(request, purpose)
    if purpose.base != body_mark(article):
        raise EditedMeanwhile(0)
    panel = await show_correction(request, purpose.article_id, joined_body(given, article.body))
    return saying(lambda: panel)


async def about_body(request: Request, purpose: CorrectArticle, given: Given) -> About:
    """Tell what the form would change of the text as it is now."""
    before = (await _article(request, purpose)).body
    return About(changes=lambda: text_changes(before, joined_body(given, before)))


async def rebase_body(request: Request, purpose: CorrectArticle) -> CorrectArticle:
    """Have the form change the text as it is now."""
    return replace(purpose, base=body_mark(await _article(request, purpose)))


async def show_correction(request: Request, article_id: int, text: str) -> Panel:
    """Keep a corrected text and show what it would do. Raises NothingToChange."""
    correction = await request.get(ArticleRules).plan(request.server_id, request.who, article_id, text)
    # What is shown now is what is confirmed: a change in between is noticed by this mark.
    shown = CorrectArticle(article_id, body_mark(correction.article.article))
    form_id = await keep(request, shown, {"whole": text}, asked=False)
    return correction_panel(request.prompts, correction, form_id, again=fits_form(text))


async def confirm_correction(request: Request, purpose: CorrectArticle, given: Mapping[str, Any]) -> Panel:
    """Do what was shown; where the text is another one by now, show it anew. Raises FormGone."""
    if "whole" not in given:
        raise FormGone
    text = str(given["whole"])
    try:
        done, lost = await request.get(ArticleRules).correct(
            request.server_id, request.who, purpose.article_id, text, purpose.base
        )
    except EditedMeanwhile:  # what was shown isn't what would happen now
        return await show_correction(request, purpose.article_id, text)
    return await done_panel(request, done, lost=lost)


# --- an import --------------------------------------------------------------------------------


async def offer_import(request: Request, pack: Pack) -> Panel:
    """Keep a pack and show what importing it would do."""
    plan = await request.get(ImportRules).plan(request.server_id, request.who, pack)
    if plan.nothing:
        return Panel(request.prompts.render("articles", "nothing"))
    files = await request.get(ImportRules).write(request.server_id, pack)
    waiting = {"slug": pack.slug, "mark": plan.mark, "files": files}
    form_id = await keep(request, ImportPack(), waiting, asked=False)
    return import_panel(request.prompts, plan, form_id)


async def confirm_import(request: Request, _purpose: ImportPack, given: Mapping[str, Any]) -> Panel:
    """Import what was shown; where it would do something else by now, show it anew. Raises FormGone."""
    pack = await request.get(ImportRules).read_again(request.server_id, str(given["slug"]), given["files"])
    if pack is None:
        raise FormGone
    try:
        done = await request.get(ImportRules).apply(request.server_id, request.who, pack, str(given["mark"]))
    except EditedMeanwhile:
        return await offer_import(request, pack)
    return await done_panel(request, done)


async def _article(request: Request, purpose: EditArticle | CorrectArticle) -> Article:
    """Return the article as it is now. Raises ModeratorsOnly, ArticleGone."""
    return (await request.get(ArticleRules).find(request.server_id, request.who, purpose.article_id)).article


def _detail_field(prompts: Prompts, name: str, given: Mapping[str, Any]) -> Label[Any]:
    return text_field(prompts, name, Field(ARTICLE_FIELDS[name], needed=name == "title"), given)


def _body_fields(prompts: Prompts, given: Mapping[str, Any]) -> list[Label[Any]]:
    return [
        text_field(prompts, name, Field(FIELD_MOST, needed=i == 0), given, long=True)
        for i, name in enumerate(BODY_FIELDS)
    ]


FORMS = (
    Form(AddArticle, build=build_article, send=save_article),
    Form(EditArticle, build=build_details, send=save_details, about=about_details, rebase=rebase_details),
    Form(
        CorrectArticle,
        build=build_body,
        send=send_body,
        about=about_body,
        rebase=rebase_body,
        confirm=confirm_correction,
    ),
    Form(ImportPack, confirm=confirm_import),
)
