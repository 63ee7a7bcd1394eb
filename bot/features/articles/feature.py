"""Articles: /articles, /article, and the subcommands ``check``, ``import`` and ``export``."""

from bot.core.ui.feature import Feature, Help
from bot.features.articles.buttons import EditArticleForm, FollowServer, ListArticles, MakeCurrent, RestoreArticle
from bot.features.articles.cli import add_subcommands
from bot.features.articles.commands import add_commands
from bot.features.articles.forms import FORMS
from bot.features.articles.presses import follow_server, list_articles, make_current, open_details, restore

feature = Feature(
    name="articles",
    commands=add_commands,
    presses={
        ListArticles: list_articles,
        MakeCurrent: make_current,
        FollowServer: follow_server,
        RestoreArticle: restore,
        EditArticleForm: open_details,
    },
    forms=FORMS,
    actions=(
        "article added",
        "article edited",
        "article corrected",
        "article archived",
        "article restored",
        "article imported",
        "current article",
    ),
    noted=("facts", "lost", "added", "changed", "retired", "channel"),
    help=(Help(30, "articles"), Help(150, "articles", "help_moderators", moderators=True)),
    command_line=add_subcommands,
)
