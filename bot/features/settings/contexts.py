"""What the templates of the class settings are given."""

from collections.abc import Mapping, Sequence

from bot.core.templates.contexts import Context


class SetupContext(Context):
    """For ``settings``: what is chosen, and what is missing for it.

    ``unseen_roles``: editors' roles without Manage Messages, who don't see the commands by themselves;
    ``missing``: the permissions that the bot lacks in the log channel; ``channel_gone``: it is no longer there.
    """

    editor_roles: Sequence[int]
    answers_public: bool | None
    log_channel_id: int | None
    unseen_roles: Sequence[int]
    missing: Sequence[str]
    channel_gone: bool
    language: str
    time_zone: str | None
    hide_behind_note: bool


class ErasedContext(Context):
    """For ``erase`` and ``erased`` of ``settings``: before all of a server's own is erased, and how much went."""

    server: int
    counts: Mapping[str, int]
