"""TODO."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.ui.codec import Snowflake


@dataclass(frozen=True, slots=True)
class MakeCurrent:
    """Make an article the server's current one."""

    article_id: int


@dataclass(frozen=True, slots=True)
class FollowServer:
    """Take away a channel's own current article."""

    channel_id: Snowflake


@dataclass(frozen=True, slots=True)
class UnarchiveArticle:
    """Bring an article back."""

    article_id: int


@dataclass(frozen=True, slots=True)
class EditArticleForm:
    """Open the form of an article's details."""

    article_id: int
