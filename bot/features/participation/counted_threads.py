"""Which threads are discussions that may be counted."""

from __future__ import annotations

from bot.core.ui.request import Replies


async def is_counted(replies: Replies, server_id: int, thread_id: int) -> bool:
    """Whether a thread of the bot's is a discussion that is not closed; it opens threads for nothing else."""
    found = await replies.library.discussions.find(server_id, thread_id)
    return found is None or found.state != "closed"
