"""What the templates of discussions are given besides the question. A test renders every template with its type."""

from bot.core.model.errors.reader import WhyRefused
from bot.core.templates.contexts import Context


class PostedContext(Context):
    """For ``posted``: the threads; whether questions repeat; how many of the article were not posted yet.

    ``failed``: why there are no more threads, as a sentence.
    """

    threads: tuple[int, ...]
    repeated: bool
    left: int
    failed: str | None = None


class UnarchivedContext(Context):
    """For ``closed_open``: why a discussion's thread was not archived."""

    why: WhyRefused
