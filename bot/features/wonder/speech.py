"""In which languages somebody who wonders reads and writes."""

from __future__ import annotations

from bot.core.ui.request import Interaction, Replies, server_of
from bot.features.wonder.panels import Speech


async def speech_of(replies: Replies, interaction: Interaction) -> Speech:
    """They read their own language; they may write in that of the class, too."""
    return Speech.of(replies.prompts_for(interaction), await replies.prompts_of(server_of(interaction)))
