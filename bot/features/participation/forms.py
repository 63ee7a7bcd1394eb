"""The setting that has participation counted, among the class settings."""

from bot.core.ui.feature import ClassSetting
from bot.core.ui.forms import yes_no_field
from bot.features.participation.model import SETTING

COUNTING = ClassSetting(
    name=SETTING,
    default=False,
    template="participation",
    fields=lambda prompts, value: [yes_no_field(prompts, SETTING, value)],
    read=lambda given: given.get(SETTING) == "yes",
)
