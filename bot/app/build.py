"""From settings to the parts of the bot, built in order: packs, templates, store, desk, bot."""

import time
from collections.abc import Callable

from bot.app.features import all_features
from bot.app.settings import Settings
from bot.core.model.errors.operator import SettingWrong
from bot.core.packs.errors import PackUnknown
from bot.core.packs.reading import Pack, find_pack, read_pack
from bot.core.rules.desk import Desk
from bot.core.store.engine import parse_url
from bot.core.store.store import Store
from bot.core.templates.prompts import Prompts
from bot.core.ui.bot import Bot
from bot.core.ui.feature import Features


def load_prompts(settings: Settings) -> dict[str, Prompts]:
    """Load the templates of every language there is, with its variants, by locale. Raises SettingWrong."""
    built = settings.prompt_folders[-1]
    known = sorted(path.name for path in built.iterdir() if path.is_dir() and not path.name.startswith((".", "_")))
    prompts: dict[str, Prompts] = {}
    for locale in known:
        found = prompts[locale] = Prompts(settings.prompt_folders, locale)
        prompts |= {variant: found.variant(variant) for variant in found.variants}
    prompts["en"].prepare()
    return prompts


def default_pack(settings: Settings) -> Pack | None:
    """Return the pack that a new server gets, None where there is to be none. Raises SettingWrong."""
    wanted = settings.default_pack.strip()
    if not wanted:
        return None
    try:
        pack, problems = read_pack(find_pack(settings.seeds, wanted))
    except PackUnknown:
        raise SettingWrong("DEFAULT_PACK", "pack") from None
    if pack is None or problems:
        raise SettingWrong("DEFAULT_PACK", "broken")
    return pack


def build_desk(settings: Settings, features: Features, now: Callable[[], float] = time.time) -> Desk:
    """Make the desk on the settings' database, which is opened later. Raises SettingWrong."""
    return Desk(Store(parse_url(settings.database_url)), default_pack(settings), now, features.hooks)


def build_bot(settings: Settings, now: Callable[[], float] = time.time) -> Bot:
    """Make the bot with its features; its client comes later. Raises SettingWrong."""
    prompts, features = load_prompts(settings), all_features()
    return Bot(
        build_desk(settings, features, now),
        prompts,
        features,
        public=settings.answers_public,
        erase_after_days=settings.erase_after_days,
    )
