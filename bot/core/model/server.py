"""How a server has the bot: its class settings."""

from typing import Any

from pydantic import Field

from bot.core.model.base import Frozen


class ServerSettings(Frozen):
    """The class settings of a server. ``answers_public`` None: as the operator of the bot chose.

    ``channels``: by channel, the id of the article that is current there. ``language``: a locale such as ``es``, for
    what is posted for the class; ``time_zone``: a name of the IANA database. ``hide_behind_note``: whether what stands
    under a content note is shown on demand only. ``own``: what was chosen of features' own settings, by their names.
    """

    current_article_id: int | None = None
    answers_public: bool | None = None
    log_channel_id: int | None = None
    editor_roles: tuple[int, ...] = ()
    channels: dict[int, int] = Field(default_factory=dict)
    language: str | None = None
    time_zone: str | None = None
    hide_behind_note: bool = False
    own: dict[str, Any] = Field(default_factory=dict)
