"""What the reader can do here: the lines of all features, and a few words around them."""

from collections.abc import Iterable

from bot.core.templates.prompts import Prompts
from bot.core.ui.feature import Help
from bot.core.ui.panels import Panel, Part
from bot.features.about.contexts import HelpContext


def help_panel(prompts: Prompts, lines: Iterable[Help], context: HelpContext) -> Panel:
    """Show the lines that a student has use for, and moderators theirs too."""
    in_order = sorted(lines, key=lambda line: line.rank)

    def told(*, moderators: bool) -> str:
        wanted = [line for line in in_order if line.moderators == moderators]
        return "\n".join(prompts.render(line.template, line.block, context) for line in wanted)

    def said(block: str) -> str:
        return prompts.render("about", block, context)

    parts = [Part(f"{told(moderators=False)}\n\n{said('sources')}")]
    if context.moderator:
        text = f"{said('moderators')}\n{told(moderators=True)}\n\n{said('integrations')}"
        parts.append(Part(text, apart=False))
    return Panel(said("heading"), parts, said("footer"))
