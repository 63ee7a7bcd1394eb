"""/discuss: posts an open question and opens a thread for it, or one for each group."""

from discord.app_commands import Range

from bot.core.model.errors.base import Refusal
from bot.core.ui.commands import Commands
from bot.core.ui.options import ChannelOption, chosen_article, offer_articles
from bot.core.ui.request import Interaction
from bot.features.discussions.model import Discussion
from bot.features.discussions.option import find_question, offer_questions
from bot.features.discussions.posting import place_of, post_next, post_question, say_posted
from bot.features.discussions.rules import DiscussionRules

GROUPS_LEAST, GROUPS_MOST = 2, 8


def add_commands(commands: Commands) -> None:
    """Add the moderators' command that opens discussions."""

    @commands.add(
        "discuss",
        right="moderator",
        options=("question", "article", "where", "groups"),
        offers={"question": offer_questions, "article": offer_articles},
    )
    async def discuss(
        interaction: Interaction,
        question: str | None = None,
        article: str | None = None,
        where: ChannelOption | None = None,
        groups: Range[int, GROUPS_LEAST, GROUPS_MOST] | None = None,
    ) -> None:
        """Post the chosen question, or else the next one; for groups, one each of its stage."""
        request = commands.request(interaction)
        server_id, rules = request.server_id, request.get(DiscussionRules)
        await request.require()
        chosen = await find_question(request, question, article)
        article_id = chosen.article_id if chosen else await chosen_article(request, article)
        first = chosen or await rules.require_next(server_id, article_id)
        channel_id = where.id if where else request.channel_id
        place_of(request.client, server_id, channel_id)
        await request.later()
        if groups is None and chosen is None:
            await say_posted(request, [await post_next(request, article_id, channel_id)])
            return
        facts, repeated = await rules.for_groups(server_id, first, groups or 1)
        posted: list[Discussion] = []
        failed = None
        for number, fact in enumerate(facts, 1):
            group = number if groups else None
            try:
                one = await post_question(request.bot, server_id, channel_id, fact, who=request.who, group_number=group)
            except Refusal as refusal:
                if not posted:
                    raise
                failed = refusal
                break
            posted += [one] if one else []
        await say_posted(request, posted, repeated=repeated, failed=failed)
