"""The buttons of polls."""

from bot.core.ui.codec import Action, Number


class Vote(Action, code="vote"):
    """Vote in an anonymous poll. Answers count from 0."""

    poll_id: Number
    answer: Number


class ClosePoll(Action, code="pollclose"):
    """End the voting and post the result."""

    poll_id: Number


class AskAgain(Action, code="pollagain"):
    """Ask the same poll the second time, after the class has talked."""

    poll_id: Number
