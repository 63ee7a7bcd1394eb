"""/discuss: posts an open question and opens a thread for it, or one for each group."""

from __future__ import annotations

from discord import app_commands
from discord.app_commands import CommandTree, Range

from bot.core.ui.article_option import article_choices, chosen_article
from bot.core.ui.channel_option import ChannelOption
from bot.core.ui.labels import Texts
from bot.core.ui.request import Interaction, Replies, channel_of, later, server_of
from bot.core.ui.rights import who_of
from bot.features.discussions.option import place_of
from bot.features.discussions.posting import post_question
from bot.features.discussions.presses import post_next, say_posted
from bot.features.discussions.question_option import find_question, question_choices

GROUPS_LEAST, GROUPS_MOST = 2, 8


def add_discussing(tree: CommandTree, replies: Replies, texts: Texts) -> None:
    """Adds the moderators' command that opens discussions."""

    @tree.command(**texts.command("discuss"))
    @app_commands.default_permissions(manage_messages=True)
    @app_commands.rename(**texts.names("question", "article", "where", "groups"))
    @app_commands.describe(**texts.options("question", "article", "where", "groups"))
    async def discuss(
        interaction: Interaction,
        question: str | None = None,
        article: str | None = None,
        where: ChannelOption | None = None,
        groups: Range[int, GROUPS_LEAST, GROUPS_MOST] | None = None,
    ) -> None:
        await open_discussion(replies, interaction, question, article, where.id if where else None, groups)

    discuss.autocomplete("question")(question_choices(replies))
    discuss.autocomplete("article")(article_choices(replies))


async def open_discussion(
    replies: Replies,
    interaction: Interaction,
    question: str | None,
    article: str | None,
    where: int | None,
    groups: int | None,
) -> None:
    """Posts the chosen question, or else the next one; for groups, one each of its stage."""
    server_id, who, discussions = server_of(interaction), who_of(interaction), replies.library.discussions
    await replies.library.require_moderator(server_id, who)
    chosen = await find_question(replies, interaction, question, article)
    article_id = chosen.article_id if chosen else await chosen_article(replies, interaction, article)
    first = chosen or await discussions.require_next(server_id, article_id)
    channel_id = where or channel_of(interaction)
    place_of(interaction.client, server_id, channel_id)
    await later(interaction)
    if groups is None and chosen is None:
        await say_posted(replies, interaction, [await post_next(replies, interaction, article_id, channel_id)])
        return
    facts, repeated = await discussions.for_groups(server_id, first, groups or 1)
    posted = []
    for number, fact in enumerate(facts, 1):
        group = number if groups else None
        one = await post_question(interaction.client, replies, server_id, channel_id, fact, who=who, group_number=group)
        posted += [one] if one else []
    await say_posted(replies, interaction, posted, repeated=repeated)
