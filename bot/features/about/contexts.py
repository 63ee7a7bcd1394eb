"""What the templates of /help are given."""

from bot.core.templates.contexts import Context


class HelpContext(Context):
    """For ``about`` and the features' lines of /help.

    ``moderator``: whether the reader is one; ``public``: whether answers are for everybody by default.
    """

    moderator: bool
    public: bool
