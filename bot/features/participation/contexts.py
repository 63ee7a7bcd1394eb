"""What the template of /participation is given. A test renders every template with its type."""

from bot.core.templates.contexts import Context


class ParticipationContext(Context):
    """For ``item`` of ``participation``: a thread, its place in the list, and whether it is counted still."""

    number: int
    thread_id: int
    people: int
    messages: int
    ended: bool


class ParticipationsContext(Context):
    """For the parts of ``participation`` around the list: how many are shown, and how many there are."""

    shown: int
    total: int
