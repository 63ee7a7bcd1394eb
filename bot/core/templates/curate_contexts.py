"""What the templates for moderators, and for who proposes, are given. A test renders every template with its type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.model.changes import FactRecord
from bot.core.model.facts_and_articles import Article, ArticleCard, Content, Proposal
from bot.core.templates.contexts import Context, Excerpt


@dataclass(frozen=True)
class FieldChange:
    """A field of what changed, before and after; None: it wasn't there, or isn't any more."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class FactsContext(Context):
    """For the parts of ``facts`` around the list: the article, what is shown of it, how many there are, which page."""

    article: ArticleCard
    kind: str | None
    state: str | None
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class FactContext(Context):
    """For one fact of ``facts``, in any state."""

    record: FactRecord


@dataclass(frozen=True)
class SavedContext(Context):
    """For ``saved`` of ``facts``: what was done with a fact (an action of the history), and the fact."""

    action: str
    state: str
    content: Content


@dataclass(frozen=True)
class UntranslatedContext(Context):
    """For ``untranslated`` of ``levels``: the languages whose translation of a fact no longer fitted and went."""

    languages: Sequence[str]


@dataclass(frozen=True)
class UndoneContext(Context):
    """For ``undone`` of ``facts``: the fact or the title that a change was about, or None."""

    said: str | None


@dataclass(frozen=True)
class RefusedContext(Context):
    """For ``refused`` of ``form``: the sentence, already in words."""

    sentence: str


@dataclass(frozen=True)
class MessageContext(Context):
    """For ``message`` of ``form``: the text of a message that is to become a fact."""

    text: str


@dataclass(frozen=True)
class PlaceContext(Context):
    """For a place where a quote stands, or the passage that comes nearest to it."""

    excerpt: Excerpt
    number: int


@dataclass(frozen=True)
class ConflictContext(Context):
    """For ``conflict`` of ``form``: what somebody else left, by whom and when, and what differs in one's own."""

    record: FactRecord | None
    changes: Sequence[FieldChange]


@dataclass(frozen=True)
class ChangeContext(Context):
    """For a line of ``history``, and for a post in a log channel.

    ``of``: the action that an undo took back, or None; ``said``: the fact or the title it is about; ``changes``: what
    differs; ``detail``: numbers of a change of many rows.
    """

    action: str
    of: str | None
    role: str
    member_id: int | None
    at: int
    said: str | None
    changes: Sequence[FieldChange]
    detail: Mapping[str, Any]
    undone: bool


@dataclass(frozen=True)
class HistoryContext(Context):
    """For the parts of ``history`` around the lines. ``said``: the fact that it is the history of, or None."""

    said: str | None
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class ReviewContext(Context):
    """For ``review``: a draft, how many wait, and the title of its article."""

    record: FactRecord
    total: int
    title: str


@dataclass(frozen=True)
class ProposalContext(Context):
    """For an item of ``proposals``."""

    proposal: Proposal


@dataclass(frozen=True)
class CountContext(Context):
    """For a text that only counts."""

    count: int


@dataclass(frozen=True)
class ForgotContext(Context):
    """For ``forgot`` of ``proposals``: what was removed, and whether a moderator's block stays."""

    proposals: int
    forms: int
    blocked: bool


@dataclass(frozen=True)
class StoppedContext(Context):
    """For somebody who may not propose: a member by number, or else the proposal for which they were stopped."""

    member_id: int | None
    said: str | None


@dataclass(frozen=True)
class ManagedContext(Context):
    """For a text about one article: its title, how many paragraphs, facts, whether it is the current one."""

    action: str
    article: Article
    paragraphs: int
    facts: int
    current: bool
    channel_id: int | None


@dataclass(frozen=True)
class CorrectionContext(Context):
    """For ``correction`` of ``manage``: how many facts lose their quote, which remarks are lost, and what differs."""

    title: str
    lost: int
    remarks: Sequence[int]
    changes: Sequence[FieldChange]


@dataclass(frozen=True)
class ImportContext(Context):
    """For ``import`` of ``manage``: what an import would do."""

    title: str
    new: bool
    details: Sequence[str]
    body: bool
    added: int
    changed: int
    retired: int
    restored: int
    same: int
    reordered: bool


@dataclass(frozen=True)
class SaidLineContext(Context):
    """For a line that shows a fact in short. ``mark``: what happens to it."""

    content: Content
    mark: str


@dataclass(frozen=True)
class ProblemsContext(Context):
    """For ``problems`` of ``manage``: what is wrong with a pack, in words, and how much more there is."""

    problems: Sequence[str]
    more: int


@dataclass(frozen=True)
class SetupContext(Context):
    """For ``setup``: what is chosen, and what is missing for it.

    ``unseen_roles``: editors' roles without Manage Messages, who don't see the commands by themselves;
    ``missing``: the permissions that the bot lacks in the log channel; ``channel_gone``: it is no longer there.
    """

    editor_roles: Sequence[int]
    answers: str
    log_channel_id: int | None
    unseen_roles: Sequence[int]
    missing: Sequence[str]
    channel_gone: bool
    language: str
    time_zone: str | None
    count_participation: bool
    hide_behind_note: bool
