"""The list of features. A new one is written here, and nowhere else in ``bot/`` outside its folder."""

from bot.core.ui.feature import Features
from bot.features.about.feature import feature as about
from bot.features.answers.feature import feature as answers
from bot.features.articles.feature import feature as articles
from bot.features.discussions.feature import feature as discussions
from bot.features.facts.feature import feature as facts
from bot.features.handout.feature import feature as handout
from bot.features.history.feature import feature as history
from bot.features.participation.feature import feature as participation
from bot.features.polls.feature import feature as polls
from bot.features.privacy.feature import feature as privacy
from bot.features.settings.feature import feature as settings
from bot.features.suggestions.feature import feature as suggestions
from bot.features.weekly_questions.feature import feature as weekly_questions
from bot.features.wonder.feature import feature as wonder

FEATURES = (
    answers,
    articles,
    facts,
    suggestions,
    history,
    settings,
    about,
    privacy,
    discussions,
    polls,
    weekly_questions,
    participation,
    wonder,
    handout,
)


def all_features() -> Features:
    """Put the features together."""
    return Features(FEATURES)
