"""What moderators see of articles: what was done with one, what a correction or an import would do."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.model.article import Article
from bot.core.model.fact import Content
from bot.core.model.quotes import Body
from bot.core.packs.reading import Problem
from bot.core.templates.contexts import CountContext
from bot.core.templates.differences import text_changes
from bot.core.templates.prompts import Prompts
from bot.core.ui.actions import OpenArticle
from bot.core.ui.curating import ConfirmForm, DropForm, ReopenForm, UndoChange
from bot.core.ui.panels import Choice, Panel, Part
from bot.features.articles.buttons import EditArticleForm, MakeCurrent
from bot.features.articles.contexts import (
    CorrectionContext,
    ImportContext,
    ManagedContext,
    ProblemsContext,
    SaidLineContext,
)
from bot.features.articles.correcting import Correction
from bot.features.articles.importing import Plan
from bot.features.articles.rules import Shelved
from bot.features.suggestions.buttons import ReviewDraft

_LINES_MOST = 12
_PROBLEMS_MOST = 8


def done_panel(prompts: Prompts, done: Shelved, *, facts: int, channel_id: int | None = None, lost: int = 0) -> Panel:
    """What was done with an article, with the way back and the next steps."""
    article = done.article
    heading = _managed(prompts, done.entry.action, article.article, facts, done.current, channel_id)
    buttons = [Choice(UndoChange(done.entry.id, 0, 0), "undo")]
    parts = []
    if not article.archived:
        buttons += [Choice(OpenArticle(article.id), "read"), Choice(EditArticleForm(article.id), "details")]
    if done.entry.action in ("article added", "article unarchived") and not done.current:
        buttons.append(Choice(MakeCurrent(article.id), "current", main=True))
    if lost:
        buttons.append(Choice(ReviewDraft(0, 1), "review", main=True))
        parts.append(Part(prompts.render("manage", "lost", CountContext(lost).names())))
    return Panel(heading, parts, "", buttons)


def _managed(prompts: Prompts, action: str, article: Article, facts: int, current: bool, channel_id: int | None) -> str:
    paragraphs = len(Body(article.body).paragraphs)
    context = ManagedContext(action, article, paragraphs, facts, current, channel_id)
    return prompts.render("manage", "done", context.names())


def export_panel(prompts: Prompts, article: Article, facts: int, file: str) -> Panel:
    """What is said beside an exported pack."""
    return Panel(_managed(prompts, "exported", article, facts, False, None), files=[file])


def correction_panel(prompts: Prompts, correction: Correction, form_id: int, *, again: bool) -> Panel:
    """What a corrected text would do, before it does; ``again``: the text fits into a form, to be mended there."""
    old, new = correction.article.article, correction.after.article
    changes = text_changes(old.body, new.body)
    context = CorrectionContext(old.title, len(correction.lost), correction.remarks_lost, changes)
    parts = _lines(prompts, [(fact.content, "–") for fact in correction.lost])
    footer = prompts.render("manage", "correction_note", {})
    buttons = [Choice(ConfirmForm(form_id), "correct", main=True)]
    buttons += [Choice(ReopenForm(form_id), "reopen")] if again else []
    buttons.append(Choice(DropForm(form_id), "cancel"))
    return Panel(prompts.render("manage", "correction", context.names()), parts, footer, buttons)


def import_panel(prompts: Prompts, plan: Plan, form_id: int) -> Panel:
    """What an import would do, before it does."""
    context = ImportContext(
        title=plan.pack.article.title,
        new=plan.article is None,
        details=plan.details,
        body=plan.body,
        added=len(plan.added),
        changed=len(plan.changed),
        retired=len(plan.retired),
        restored=len(plan.restored),
        same=plan.same,
        reordered=plan.reordered,
    )
    lines: list[tuple[Content, str]] = []
    if plan.article is not None:
        lines += [(content, "+") for content in plan.added]
        lines += [(after.content, "±") for _, after in plan.changed]
        lines += [(after.content, "+") for _, after in plan.restored]
        lines += [(fact.content, "–") for fact in plan.retired]
    heading = prompts.render("manage", "import", context.names())
    label = "add" if plan.article is None else "import"
    buttons = [Choice(ConfirmForm(form_id), label, main=True), Choice(DropForm(form_id), "cancel")]
    return Panel(heading, _lines(prompts, lines), "", buttons)


def _lines(prompts: Prompts, lines: Sequence[tuple[Content, str]]) -> list[Part]:
    texts = [prompts.render("manage", "line", SaidLineContext(*line).names()) for line in lines[:_LINES_MOST]]
    if len(lines) > _LINES_MOST:
        texts.append(prompts.render("manage", "more", CountContext(len(lines) - _LINES_MOST).names()))
    return [Part("\n".join(texts))] if texts else []


def problems_panel(prompts: Prompts, problems: Sequence[Problem]) -> Panel:
    """What is wrong with a pack, each with its file, its fact and its line."""
    shown = [_problem(prompts, problem) for problem in problems[:_PROBLEMS_MOST]]
    context = ProblemsContext(shown, max(0, len(problems) - _PROBLEMS_MOST))
    return Panel(prompts.render("manage", "problems", context.names()))


def _problem(prompts: Prompts, problem: Problem) -> str:
    where = problem.file.name + (f":{problem.line}" if problem.line else "")
    fact = f"{problem.fact}: " if problem.fact else ""
    return f"`{where}` {fact}{prompts.sentence(problem.error)}"
