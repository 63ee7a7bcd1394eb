"""What makes somebody look again before a fact is published."""

from typing import Any

from bot.core.model.errors.base import Refusal
from bot.core.model.notices import Notices


class LookAgain(Refusal):
    """Something was noticed of a fact; whoever has seen it asks again. ``fields``: those with the fuller value."""

    notices: Notices
    fields: dict[str, Any]
