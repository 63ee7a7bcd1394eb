"""What a student typed on the way to a question of their own: one kept form, replaced at each step."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from bot.core.model.article import Article
from bot.core.model.errors.changes import FormGone
from bot.core.model.quotes import Body
from bot.core.ui.kept_forms import keep, kept_form, read_purpose
from bot.core.ui.request import Request
from bot.features.suggestions.errors import ServerSuggestionsWait, SuggestionsWait
from bot.features.suggestions.rules import SuggestionRules
from bot.features.wonder.buttons import WonderStep
from bot.features.wonder.forms import WriteQuestions


@dataclass(frozen=True)
class Session:
    """The questions so far. ``paragraph`` 0: about the whole article; ``words``: those of the article, by question.

    ``form_id`` is the number of the kept form, None while nothing is kept.
    """

    article_id: int
    paragraph: int = 0
    step: WonderStep = "write"
    questions: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    form_id: int | None = None

    def with_questions(self, questions: tuple[str, ...]) -> Self:
        """Take another list: what is chosen stays chosen as long as it is there."""
        return replace(
            self,
            questions=questions,
            chosen=tuple(q for q in self.chosen if q in questions),
            words={q: words for q, words in self.words.items() if q in questions},
        )

    def focus(self, article: Article) -> int:
        """Find the paragraph in focus; 0 where the article has no longer as many."""
        return self.paragraph if self.paragraph <= len(Body(article.body).paragraphs) else 0

    def passage(self, article: Article) -> str:
        """Return the text of the paragraph in focus; empty for the whole article."""
        paragraph = self.focus(article)
        return Body(article.body).paragraph(paragraph) if paragraph else ""


async def check_may(request: Request) -> None:
    """Raise MemberBlocked. Who has suggestions that wait may go on wondering; there is no room for sending, though."""
    with contextlib.suppress(SuggestionsWait, ServerSuggestionsWait):
        await request.get(SuggestionRules).check_room(request.server_id, request.who)


async def load(request: Request, form_id: int | None) -> Session:
    """Find the person's session. Raises FormGone where it is gone, went on, or is somebody else's; MemberBlocked."""
    await check_may(request)
    if form_id is None:
        raise FormGone
    return await _read(request, form_id)


async def latest(request: Request) -> Session | None:
    """Find the session that somebody left, if there is one."""
    for form_id, stored in await request.desk.forms.of_member(request.server_id, request.member_id):
        if isinstance(read_purpose(request, stored), WriteQuestions):
            with contextlib.suppress(FormGone):  # it went meanwhile
                return await _read(request, form_id)
    return None


async def save(request: Request, session: Session) -> Session:
    """Keep a session in place of what it was before."""
    purpose = WriteQuestions(session.article_id, session.paragraph, session.step)
    given = {"questions": list(session.questions), "chosen": list(session.chosen), "words": dict(session.words)}
    return replace(session, form_id=await keep(request, purpose, given, instead=session.form_id))


async def _read(request: Request, form_id: int) -> Session:
    purpose, given = await kept_form(request, form_id)
    if not isinstance(purpose, WriteQuestions):
        raise FormGone
    questions, chosen = tuple(given.get("questions") or ()), tuple(given.get("chosen") or ())
    words = dict(given.get("words") or {})
    return Session(purpose.article_id, purpose.paragraph, purpose.step, questions, chosen, words, form_id)
