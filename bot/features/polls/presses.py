"""What the buttons of a poll do: voting, closing it, asking it again once the class has talked."""

from bot.core.model.errors.reader import WhyRefused
from bot.core.ui.outbox import SENDING
from bot.core.ui.request import Request
from bot.features.polls.buttons import AskAgain, ClosePoll, Vote
from bot.features.polls.contexts import poll_context, result_context
from bot.features.polls.errors import PollAgainRefused, PollClosed, PollRefused
from bot.features.polls.model import Poll
from bot.features.polls.panels import read_panel, told_panel
from bot.features.polls.posting import LATER, Ending, Posted, finish, post_poll, require_rights
from bot.features.polls.rules import PollRules


async def vote(request: Request, action: Vote) -> None:
    """Count a vote, and tell the voter alone; where the poll is closed, its result."""
    polls = request.get(PollRules)
    try:
        await polls.vote(request.server_id, request.who, action.poll_id, action.answer, request.pressed)
    except PollClosed:
        await _read(request, action.poll_id)
    else:
        await request.reply(request.prompts.render("polls", "voted"))


async def close_poll(request: Request, action: ClosePoll) -> None:
    """End the voting and post the result; where that was done, show it."""
    await _ready(request, action.poll_id)
    try:
        closed = await request.get(PollRules).close(request.server_id, request.who, action.poll_id, _seen(request))
    except PollClosed:
        await _read(request, action.poll_id)
        return
    ending = await _finish(request, closed)
    if ending.came == "kept":
        await _read(request, closed.id, ending.why)
        return
    block = {"done": "done", "own": "done_own", "gone": "done_gone", "later": "done_later"}[ending.came]
    await request.reply(told_panel(request.prompts, block, poll_context(closed, why=ending.why)))


async def ask_again(request: Request, action: AskAgain) -> None:
    """Ask a poll the second time; the first one is closed, if it was open still. Raises PollAgainRefused."""
    await _ready(request, action.poll_id)
    channel_id = request.interaction.channel_id or 0
    first, second = await request.get(PollRules).ask_again(
        request.server_id, request.who, action.poll_id, channel_id, _seen(request)
    )
    if first.state == "closing":
        await _finish(request, first)  # what fails is tried again by itself; the class can vote meanwhile
    try:
        await say_posted(request, second, await post_poll(request.bot, second))
    except PollRefused as error:
        raise PollAgainRefused(error.channel_id, error.why) from error


async def say_posted(request: Request, poll: Poll, posted: Posted) -> None:
    """Tell a moderator where a poll is, with the buttons that could not be put under it."""
    block, steps = ("made", False) if posted.why is None else ("made_bare", True)
    context = poll_context(poll, posted.link, posted.why)
    await request.reply(told_panel(request.prompts, block, context, steps=steps))


async def _finish(request: Request, poll: Poll) -> Ending:
    try:
        return await finish(request.bot, poll)
    except SENDING:
        return LATER  # the store says what is left to do, and it is done by itself


async def _read(request: Request, poll_id: int, why: WhyRefused | None = None) -> None:
    """Show a result to who asks for it. Raises PollClosed where it isn't out yet."""
    poll, first = await request.get(PollRules).ended(request.server_id, poll_id)
    footer = request.prompts.render("polls", "closed_for_you", poll_context(poll, why=why))
    await request.reply(read_panel(request.prompts, result_context(poll, first), footer))


async def _ready(request: Request, poll_id: int) -> None:
    """See to it that somebody may close a poll and the bot can. Raises ModeratorsOnly, PollGone, BotLacks."""
    poll = await request.get(PollRules).require_askable(request.server_id, request.who, poll_id)
    require_rights(request, anonymous=poll.anonymous)
    await request.later()


def _seen(request: Request) -> int | None:
    """Tell which of a poll's messages was pressed; None where its buttons came with a private answer."""
    message = request.interaction.message
    return None if message is None or message.flags.ephemeral else message.id
