"""What nobody foresaw: logged under a reference, which is what the person is told."""

from __future__ import annotations

import logging
import secrets

from bot.core.model.errors.reader import Unexpected
from bot.core.ui.request import Interaction

log = logging.getLogger(__name__)


def unforeseen(interaction: Interaction, error: BaseException) -> Unexpected:
    """Logs an error, without who met it or what they typed; returns what is said of it."""
    reference = secrets.token_hex(4)
    what = interaction.command.qualified_name if interaction.command else "a button or a form"
    log.error("%s failed, reference %s", what, reference, exc_info=error)
    return Unexpected(reference)
