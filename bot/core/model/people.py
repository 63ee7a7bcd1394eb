"""Who asks for something: as Discord described them with this very interaction, never from memory."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["moderator", "student", "operator", "bot"]


@dataclass(frozen=True, slots=True)
class Who:
    """A person. ``id`` is their number on Discord, None for who runs the bot and uses the command line.

    ``manages_messages`` and ``manages_server`` are permissions on the whole server; ``roles`` are the numbers of
    their roles there.
    """

    id: int | None
    manages_messages: bool = False
    manages_server: bool = False
    roles: frozenset[int] = frozenset()
    operator: bool = False

    @property
    def moderates(self) -> bool:
        """Whether they are a moderator by a permission: who manages the server moderates it, too."""
        return self.manages_messages or self.manages_server


OPERATOR = Who(None, operator=True)
