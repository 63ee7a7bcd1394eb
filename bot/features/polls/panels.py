"""A poll's messages: where people vote, where moderators close it, and the result."""

from __future__ import annotations

import asyncio
import logging
from io import BytesIO

import discord

from bot.core.templates.charts import Bars, bar_chart, can_draw
from bot.core.templates.prompts import Prompts
from bot.core.ui.panels import Choice, Panel, Part, Picture
from bot.features.polls.buttons import AskAgain, ClosePoll, Vote
from bot.features.polls.contexts import ResultContext, poll_context, result_context
from bot.features.polls.model import Poll

log = logging.getLogger(__name__)

_FILE = "poll.png"
_WORDS_MOST = 1_024


def voting_panel(prompts: Prompts, poll: Poll) -> Panel:
    """An anonymous poll: one button an answer."""
    context = poll_context(poll).names()
    answers = [Choice(Vote(poll.id, i), "poll_answer", (answer,), main=True) for i, answer in enumerate(poll.answers)]
    text = prompts.render("poll", "vote", context)
    footer = prompts.render("poll", "vote_footer", context)
    return Panel("", [Part(text, answers)], footer, _steps(poll))


def closing_panel(prompts: Prompts, poll: Poll) -> Panel:
    """What stands under a poll of Discord's own, which takes no buttons."""
    text = prompts.render("poll", "panel", poll_context(poll).names())
    return Panel(text, (), "", _steps(poll))


def closed_panel(prompts: Prompts, poll: Poll) -> Panel:
    """What stands in the place of either when the poll is closed."""
    text = prompts.render("poll", "closed", poll_context(poll).names())
    return Panel(text, (), "", _again(poll) if poll.quiet else ())


def result_panel(prompts: Prompts, poll: Poll, result: ResultContext, *, picture: bool = False) -> Panel:
    """The result, with its picture in words where one is sent with it."""
    text = prompts.render("poll", "result", result.names())
    shown = None
    if picture:
        shown = Picture(_FILE, prompts.render("poll", "picture", result.names())[:_WORDS_MOST])
    return Panel(text, (), "", _again(poll), picture=shown)


async def result_of(
    prompts: Prompts, poll: Poll, first: Poll | None, *, picture: bool
) -> tuple[Panel, list[discord.File]]:
    """The result to post: a panel and, where pictures can be made, the chart."""
    result = result_context(poll, first)
    made = await _chart(prompts, result) if picture else None
    panel = result_panel(prompts, poll, result, picture=made is not None)
    if made is None or panel.picture is None:
        return panel, []
    return panel, [discord.File(BytesIO(made), _FILE, description=panel.picture.words)]


async def _chart(prompts: Prompts, result: ResultContext) -> bytes | None:
    if not can_draw():
        return None
    try:
        return await asyncio.to_thread(_draw, prompts, result)
    except Exception:
        log.exception("a poll's picture could not be made")  # the result is posted without it
        return None


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
