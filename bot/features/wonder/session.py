"""What a student typed on the way to a question of their own: one kept form, replaced at each step."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.core.model.article import Article
from bot.core.model.errors.changes import FormGone
from bot.core.model.quotes import Body
from bot.core.ui.purposes import WriteQuestions, purpose_text, read_purpose
from bot.core.ui.request import Interaction, Replies, server_of
from bot.core.ui.rights import who_of
from bot.features.suggestions.errors import ProposalsWait, ServerProposalsWait
from bot.features.wonder.buttons import WonderStep


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

    def with_questions(self, questions: tuple[str, ...]) -> Session:
        """The same with another list: what is chosen stays chosen as long as it is there."""
        return replace(
            self,
            questions=questions,
            chosen=tuple(q for q in self.chosen if q in questions),
            words={q: words for q, words in self.words.items() if q in questions},
        )

    def focus(self, article: Article) -> int:
        """The paragraph, 0 where the article has no longer as many."""
        return self.paragraph if self.paragraph <= len(Body(article.body).paragraphs) else 0


async def check_may(replies: Replies, interaction: Interaction) -> None:
    """Raises MemberBlocked. Who has proposals that wait may go on wondering; there is no room for sending, though."""
    with contextlib.suppress(ProposalsWait, ServerProposalsWait):
        await replies.library.proposals.check_room(server_of(interaction), who_of(interaction))


async def load(replies: Replies, interaction: Interaction, form_id: int | None) -> Session:
    """The person's own session. Raises FormGone where it is gone, went on, or is somebody else's; MemberBlocked."""
    await check_may(replies, interaction)
    found = await _read(replies, interaction, form_id) if form_id is not None else None
    if found is None:
        raise FormGone
    return found


async def latest(replies: Replies, interaction: Interaction) -> Session | None:
    """The session that somebody left, if there is one."""
    kept = await replies.library.forms.of_member(server_of(interaction), interaction.user.id)
    for form_id, purpose in kept:
        if isinstance(read_purpose(str(purpose.get("form"))), WriteQuestions):
            return await _read(replies, interaction, form_id)
    return None


async def save(replies: Replies, interaction: Interaction, session: Session) -> Session:
    """Keeps a session in place of what it was before."""
    library = replies.library
    purpose = WriteQuestions(session.article_id, session.paragraph, session.step)
    given = {"questions": list(session.questions), "chosen": list(session.chosen), "words": dict(session.words)}
    form_id = await library.forms.keep(
        server_of(interaction),
        interaction.user.id,
        {"form": purpose_text(purpose)},
        given,
        library.desk.now(),
        instead=session.form_id,
    )
    return replace(session, form_id=form_id)


async def drop(replies: Replies, interaction: Interaction, session: Session) -> None:
    """Takes a session away: it was sent, or left."""
    await replies.library.forms.drop(server_of(interaction), interaction.user.id, session.form_id)


async def _read(replies: Replies, interaction: Interaction, form_id: int) -> Session | None:
    found = await replies.library.forms.find(server_of(interaction), interaction.user.id, form_id)
    purpose = None if found is None else read_purpose(str(found[0].get("form")))
    if found is None or not isinstance(purpose, WriteQuestions):
        return None
    given: dict[str, Any] = found[1]
    return Session(
        purpose.article_id,
        purpose.paragraph,
        purpose.step,
        tuple(given.get("questions") or ()),
        tuple(given.get("chosen") or ()),
        dict(given.get("words") or {}),
        form_id,
    )
