"""A poll's messages: where people vote, where moderators close it, and the result."""

import asyncio
import logging
from io import BytesIO

import discord

from bot.core.templates.charts import Bars, bar_chart, can_draw
from bot.core.templates.prompts import Prompts
from bot.core.ui.panels import Choice, Panel, Part, Picture
from bot.features.polls.buttons import AskAgain, ClosePoll, Vote
from bot.features.polls.contexts import PollContext, ResultContext, poll_context, result_context
from bot.features.polls.model import Poll

log = logging.getLogger(__name__)

_FILE = "poll.png"
_WORDS_MOST = 1_024


def voting_panel(prompts: Prompts, poll: Poll) -> Panel:
    """Show an anonymous poll: one button an answer."""
    answers = [Choice(Vote(poll.id, i), "poll_answer", (answer,), main=True) for i, answer in enumerate(poll.answers)]
    text, footer = (prompts.render("polls", block, poll_context(poll)) for block in ("vote", "vote_footer"))
    return Panel("", [Part(text, answers)], footer, _steps(poll))


def closing_panel(prompts: Prompts, poll: Poll) -> Panel:
    """Show what stands under a poll of Discord's own, which takes no buttons."""
    return Panel(prompts.render("polls", "panel", poll_context(poll)), buttons=_steps(poll))


def closed_panel(prompts: Prompts, poll: Poll) -> Panel:
    """Show what stands in the place of either when the poll is closed."""
    return Panel(prompts.render("polls", "closed", poll_context(poll)), buttons=_again(poll) if poll.quiet else ())


def result_panel(prompts: Prompts, poll: Poll, result: ResultContext, picture: Picture | None = None) -> Panel:
    """Show the result, with its picture where one is sent with it."""
    return Panel(prompts.render("polls", "result", result), buttons=_again(poll), picture=picture)


def told_panel(prompts: Prompts, block: str, context: PollContext, *, steps: bool = False) -> Panel:
    """Tell a moderator what became of a poll; ``steps``: with the buttons that could not be put under it."""
    return Panel(prompts.render("polls", block, context), buttons=_steps(context.poll) if steps else ())


def read_panel(prompts: Prompts, result: ResultContext, footer: str) -> Panel:
    """Show the result to one person, who asked for it."""
    return Panel(prompts.render("polls", "result", result), (), footer)


async def result_of(
    prompts: Prompts, poll: Poll, first: Poll | None, *, picture: bool
) -> tuple[Panel, list[discord.File]]:
    """Make the result to post: a panel and, where pictures can be made, the chart."""
    result = result_context(poll, first)
    if picture and can_draw():
        try:
            made = BytesIO(await asyncio.to_thread(_draw, prompts, result))
        except Exception:
            log.exception("a poll's picture could not be made")  # the result is posted without it
        else:
            shown = Picture(_FILE, prompts.render("polls", "picture", result)[:_WORDS_MOST])
            files = [discord.File(made, _FILE, description=shown.words)]
            return result_panel(prompts, poll, result, shown), files
    return result_panel(prompts, poll, result), []


def _draw(prompts: Prompts, result: ResultContext) -> bytes:
    twice = result.total_before is not None
    legend = [prompts.label("polls.before"), prompts.label("polls.after")] if twice else []
    bars = []
    for line in result.lines:
        counts = (line.count,) if line.before is None else (line.before, line.count)
        bars.append(Bars(line.answer, counts, tuple(prompts.number(count) for count in counts)))
    return bar_chart(result.question, legend, bars)


def _steps(poll: Poll) -> list[Choice]:
    return [Choice(ClosePoll(poll.id), "poll_close"), *_again(poll)]


def _again(poll: Poll) -> list[Choice]:
    return [Choice(AskAgain(poll.id), "poll_again")] if poll.can_ask_again else []
