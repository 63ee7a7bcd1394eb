"""What moderators can run into with articles."""

from bot.core.model.errors.base import Refusal


class ArticleArchived(Refusal):
    """The article was archived."""


class PackForImport(Refusal):
    """An import takes a pack; a text alone goes elsewhere."""


class NoPackPath(Refusal):
    """A file where a pack is read or written, which is a folder or a zip."""

    path: str


class BodyForFile(Refusal):
    """A text that doesn't fit into a form's fields; it goes by file."""

    most: int
