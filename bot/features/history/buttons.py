"""The button of the history."""

from bot.core.ui.codec import Action, Number


class ShowHistory(Action, code="history"):
    """Show a page of the history: of a fact, or of the server (0). ``fresh`` 1: in a reply of its own."""

    fact_id: Number
    page: Number
    fresh: Number = 0
