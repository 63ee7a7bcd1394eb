"""Files that somebody attached: articles as text, and packs as zip."""

from __future__ import annotations

import discord

from bot.core.packs.reading import Pack, Problem
from bot.core.packs.upload_errors import UploadTooBig
from bot.core.packs.zipping import UPLOAD_MOST, read_upload


async def read_attachment(file: discord.Attachment) -> tuple[Pack | None, list[Problem]]:
    """The pack that a file holds, and what is wrong with it.

    Its size is looked at before it is fetched. Raises UploadTooBig and what ``read_upload`` raises.
    """
    if file.size > UPLOAD_MOST:
        raise UploadTooBig(-(-file.size // 1000), UPLOAD_MOST // 1000)
    return read_upload(file.filename, await file.read())
