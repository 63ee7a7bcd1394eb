"""The buttons that every feature may show: Source, Read, Undo, Forget me, and those of kept forms."""

from bot.core.ui.codec import Action, Id, Number, Snowflake


class ShowSource(Action, code="source"):
    """Show where a fact stands."""

    fact_id: Id


class OpenArticle(Action, code="open"):
    """Show an article's text, in a reply of its own."""

    article_id: Id


class ReadArticle(Action, code="read"):
    """Show another page of an article's text."""

    article_id: Id
    page: Id


class UndoChange(Action, code="undo"):
    """Take a change back, and show the page of the history again; page 0: say that it is done."""

    entry_id: Snowflake
    fact_id: Number
    page: Number


class ForgetMe(Action, code="forget"):
    """Take away what is kept of the presser. ``sure`` 0: ask first."""

    sure: Number


class ReopenForm(Action, code="reopen"):
    """Open a refused form again, with all that was typed."""

    form_id: Number


class ChoosePlace(Action, code="place"):
    """Send a kept form again with a place for its quote."""

    form_id: Number
    place: Number


class SaveAnyway(Action, code="anyway"):
    """Send a kept form again over what somebody else changed meanwhile."""

    form_id: Number


class KeepAsIs(Action, code="asis"):
    """Send a kept form again: what was noticed of it has been seen."""

    form_id: Number


class UseFuller(Action, code="fuller"):
    """Send a kept form again with the value that has its qualifier; whatever else was noticed has been seen."""

    form_id: Number


class DropForm(Action, code="drop"):
    """Leave it: the kept form goes."""

    form_id: Number


class ConfirmForm(Action, code="confirm"):
    """Do what a kept form waits for: a correction or an import that was shown first."""

    form_id: Number
