"""The buttons of the class settings."""

from bot.core.ui.codec import Action


class SetupForm(Action, code="setup"):
    """Open the form for who edits facts, who sees answers, where changes are logged."""


class ClassForm(Action, code="class"):
    """Open the form for language, time zone and content notes."""


class OwnForm(Action, code="setting"):
    """Open the form for a feature's own setting."""

    name: str
