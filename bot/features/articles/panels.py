"""What moderators see of articles: what was done with one, what a correction or an import would do."""

from collections.abc import Sequence

from bot.core.model.fact import Content
from bot.core.model.quotes import Body
from bot.core.packs.reading import Pack, Problem
from bot.core.templates.contexts import CountContext, NoticesContext
from bot.core.templates.differences import text_changes
from bot.core.templates.prompts import Prompts
from bot.core.ui.actions import ConfirmForm, DropForm, OpenArticle, ReopenForm, UndoChange
from bot.core.ui.panels import Choice, Panel, Part
from bot.core.ui.request import Request
from bot.features.articles.buttons import EditArticleForm, MakeCurrent
from bot.features.articles.contexts import (
    CorrectionContext,
    ImportContext,
    ManagedContext,
    ProblemsContext,
    SaidLineContext,
)
from bot.features.articles.correcting import Correction
from bot.features.articles.import_plan import Plan
from bot.features.articles.new_article import ArticleDone
from bot.features.suggestions.buttons import ReviewDraft

_LINES_MOST = 12
_NOTICES_MOST = 6
_PROBLEMS_MOST = 8


async def done_panel(request: Request, done: ArticleDone, *, channel_id: int | None = None, lost: int = 0) -> Panel:
    """Show what was done with an article, with the way back and the next steps."""
    prompts, article = request.prompts, done.article
    counts = await request.desk.store.counts(request.server_id)
    facts = sum(counts.get(article.id, {}).values())
    paragraphs = len(Body(article.article.body).paragraphs)
    context = ManagedContext(done.entry.action, article.article, paragraphs, facts, done.current, channel_id)
    heading = prompts.render("articles", "done", context)
    buttons = [Choice(UndoChange(done.entry.id, 0, 0), "undo")]
    parts = []
    if not article.archived:
        buttons += [Choice(OpenArticle(article.id), "read"), Choice(EditArticleForm(article.id), "details")]
    if done.entry.action in ("article added", "article restored") and not done.current:
        buttons.append(Choice(MakeCurrent(article.id), "current", main=True))
    if lost:
        buttons.append(Choice(ReviewDraft(0, 1), "review", main=True))
        parts.append(Part(prompts.render("articles", "lost", CountContext(lost))))
    return Panel(heading, parts, buttons=buttons)


def export_panel(prompts: Prompts, pack: Pack, file: str) -> Panel:
    """Make what is said beside an exported pack."""
    paragraphs = len(Body(pack.article.body).paragraphs)
    context = ManagedContext("exported", pack.article, paragraphs, len(pack.facts), current=False, channel_id=None)
    return Panel(prompts.render("articles", "done", context), files=[file])


def correction_panel(prompts: Prompts, correction: Correction, form_id: int, *, again: bool) -> Panel:
    """Show what a corrected text would do, before it does; ``again``: it fits into a form, to be mended there."""
    old, new = correction.article.article, correction.after.article
    changes = text_changes(old.body, new.body)
    context = CorrectionContext(old.title, len(correction.lost), correction.remarks_lost, changes)
    parts = _lines(prompts, [(fact.content, "–") for fact in correction.lost])
    footer = prompts.render("articles", "correction_note")
    buttons = [Choice(ConfirmForm(form_id), "correct", main=True)]
    buttons += [Choice(ReopenForm(form_id), "reopen")] if again else []
    buttons.append(Choice(DropForm(form_id), "cancel"))
    return Panel(prompts.render("articles", "correction", context), parts, footer, buttons)


def import_panel(prompts: Prompts, plan: Plan, form_id: int) -> Panel:
    """Show what an import would do, before it does."""
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
    heading = prompts.render("articles", "import", context)
    label = "add" if plan.article is None else "import"
    buttons = [Choice(ConfirmForm(form_id), label, main=True), Choice(DropForm(form_id), "cancel")]
    return Panel(heading, [*_lines(prompts, lines), *_notices(prompts, plan)], buttons=buttons)


def _notices(prompts: Prompts, plan: Plan) -> list[Part]:
    """Show what is worth a look before an import."""
    notices = plan.notices
    texts = [prompts.render("articles", "notice", NoticesContext(each)) for each in notices[:_NOTICES_MOST]]
    if len(notices) > _NOTICES_MOST:
        texts.append(prompts.render("articles", "more", CountContext(len(notices) - _NOTICES_MOST)))
    return [Part("\n".join([prompts.render("articles", "noticed"), *texts]))] if texts else []


def _lines(prompts: Prompts, lines: Sequence[tuple[Content, str]]) -> list[Part]:
    texts = [prompts.render("articles", "line", SaidLineContext(*line)) for line in lines[:_LINES_MOST]]
    if len(lines) > _LINES_MOST:
        texts.append(prompts.render("articles", "more", CountContext(len(lines) - _LINES_MOST)))
    return [Part("\n".join(texts))] if texts else []


def problems_panel(prompts: Prompts, problems: Sequence[Problem]) -> Panel:
    """Show what is wrong with a pack, each with its file, its fact and its line."""
    shown = [_problem(prompts, problem) for problem in problems[:_PROBLEMS_MOST]]
    context = ProblemsContext(shown, max(0, len(problems) - _PROBLEMS_MOST))
    return Panel(prompts.render("articles", "problems", context))


def _problem(prompts: Prompts, problem: Problem) -> str:
    where = problem.file.name + (f":{problem.line}" if problem.line else "")
    fact = f"{problem.fact}: " if problem.fact else ""
    return f"`{where}` {fact}{prompts.sentence(problem.error)}"
