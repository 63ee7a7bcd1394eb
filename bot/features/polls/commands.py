"""/poll: asking a class to vote, once, or before and after it talks."""

from bot.core.ui.commands import Commands
from bot.core.ui.request import Interaction
from bot.features.polls.model import read_answers, read_question
from bot.features.polls.option import find_question, offer_questions
from bot.features.polls.posting import post_poll, require_rights
from bot.features.polls.presses import say_posted
from bot.features.polls.rules import PollRules

_UNASKED = ("yes", "no", "unsure")
_OPTIONS = ("question", "options", "anonymous", "before_and_after")


def add_commands(commands: Commands) -> None:
    """Add the moderators' command for polls."""

    @commands.add(
        "poll",
        right="moderator",
        options={name: f"poll_{name}" for name in _OPTIONS},
        offers={"question": offer_questions},
    )
    async def poll(
        interaction: Interaction,
        question: str,
        options: str | None = None,
        anonymous: bool = False,
        before_and_after: bool = False,
    ) -> None:
        """Post a poll in this channel or thread."""
        request = commands.request(interaction)
        await request.require()
        asked = read_question(await find_question(request, question))
        if options is not None and options.strip():
            answers = read_answers(options)
        else:
            prompts = await request.class_prompts()
            answers = tuple(prompts.label(f"polls.{name}") for name in _UNASKED)
        require_rights(request, anonymous=anonymous)
        await request.later()
        made = await request.get(PollRules).make(
            request.server_id,
            request.who,
            channel_id=interaction.channel_id or 0,
            question=asked,
            answers=answers,
            anonymous=anonymous,
            twice=before_and_after,
        )
        await say_posted(request, made, await post_poll(request.bot, made))
