"""The counts of threads, in words and as a picture."""

from collections.abc import Sequence

from bot.core.templates.charts import Bars, bar_chart
from bot.core.templates.prompts import Prompts
from bot.core.ui.panels import Panel, Part, Picture
from bot.features.participation.contexts import ParticipationContext, ParticipationsContext
from bot.features.participation.model import Counted

PICTURE = "participation.png"
_SAYS_MOST = 256  # of the 1,024 characters that Discord takes


def counts_panel(prompts: Prompts, counted: Sequence[Counted], total: int, *, pictured: bool) -> Panel:
    """List the threads with their numbers. ``total``: how many there are; ``pictured``: a picture comes with it."""
    around = ParticipationsContext(len(counted), total)
    items = [
        ParticipationContext(number, each.thread_id, each.people, each.messages, each.ended_at is not None)
        for number, each in enumerate(counted, 1)
    ]
    text = "\n".join(prompts.render("participation", "item", item) for item in items)
    heading, empty, footer = (prompts.render("participation", name, around) for name in ("heading", "empty", "footer"))
    picture = Picture(PICTURE, text[:_SAYS_MOST]) if pictured else None
    return Panel(heading, [Part(text or empty)], footer, picture=picture)


def counts_picture(prompts: Prompts, counted: Sequence[Counted]) -> bytes:
    """Draw the numbers as a PNG. It takes a while: call it in a thread."""
    legend = [prompts.label(f"participation.{name}") for name in ("people", "messages")]
    bars = []
    for number, each in enumerate(counted, 1):
        counts = (each.people, each.messages)
        bars.append(Bars(prompts.number(number), counts, tuple(map(prompts.number, counts))))
    return bar_chart("", legend, bars)
