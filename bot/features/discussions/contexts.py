"""What the templates of discussions are given besides the question. A test renders every template with its type."""

from bot.core.templates.contexts import Context


class PostedContext(Context):
    """For ``posted``: the threads; whether questions repeat; how many of the article were not posted yet."""

    threads: tuple[int, ...]
    repeated: bool
    left: int
