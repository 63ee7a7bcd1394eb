"""The buttons of articles."""

from bot.core.ui.codec import Action, Id, Number, Snowflake


class ListArticles(Action, code="list"):
    """Show a page of the list of articles."""

    page: Id = 1


class MakeCurrent(Action, code="current"):
    """Make an article the server's current one."""

    article_id: Number


class FollowServer(Action, code="follow"):
    """Take away a channel's own current article."""

    channel_id: Snowflake


class RestoreArticle(Action, code="unarchive"):
    """Restore an article."""

    article_id: Number


class EditArticleForm(Action, code="details"):
    """Open the form of an article's details."""

    article_id: Number
