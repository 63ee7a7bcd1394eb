"""What the templates of privacy are given."""

from bot.core.templates.contexts import Context


class PrivacyContext(Context):
    """For ``privacy``: how many articles and facts this server has, and how many facts the reader suggested.

    ``moderator``: whether the reader curates; ``erase_after_days``: how long a server's data outlasts the bot there.
    """

    articles: int
    facts: int
    suggestions: int
    moderator: bool
    erase_after_days: int
