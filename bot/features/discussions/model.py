"""A discussion: a question that was posted, its thread, and how far it is."""

from typing import Literal

from bot.core.model.base import Frozen


class Discussion(Frozen):
    """A question that a server talks about, or did: where it was posted, and how far that has come.

    ``state``: ``opening`` from before anything is posted until it is known where it stands, then ``open``, then
    ``closed``. ``thread_id`` and ``message_id`` (of the prompt, or of the card
    where Discord refused that) are None while it is opening. ``group_number``: the
    number of the group that it was posted for; ``after_id``: the discussion whose button asked for it. ``at`` and
    ``closed_at`` in seconds since 1970.
    """

    id: int
    article_id: int
    fact_id: int
    channel_id: int
    thread_id: int | None = None
    message_id: int | None = None
    group_number: int | None = None
    after_id: int | None = None
    state: Literal["opening", "open", "closed"] = "opening"
    at: int
    closed_at: int | None = None
