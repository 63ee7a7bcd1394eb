"""The buttons under a discussion's prompt."""

from bot.core.ui.codec import Action, Number


class GiveStarter(Action, code="starter"):
    """Show the presser a way to begin an answer."""

    discussion_id: Number


class AskNext(Action, code="ask_next"):
    """Post the next question in the same channel, with a thread of its own."""

    discussion_id: Number


class CloseDiscussion(Action, code="close"):
    """Post in the thread what was asked, and archive it."""

    discussion_id: Number
