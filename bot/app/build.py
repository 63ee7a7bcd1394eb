"""From settings to the parts of the bot, built in order: packs, templates, store, library."""

from __future__ import annotations

import logging
from pathlib import Path

from bot.app.settings import Settings
from bot.core.model.errors.operator import SettingWrong
from bot.core.packs.errors import PackUnknown
from bot.core.packs.reading import Pack, find_pack, pack_folders, read_pack
from bot.core.rules.library import Library
from bot.core.store.engine import parse_url
from bot.core.store.store import Store
from bot.core.templates.prompts import Prompts

log = logging.getLogger(__name__)


def load_prompts(settings: Settings) -> dict[str, Prompts]:
    """The templates of every language there is, with its variants, by locale. Raises SettingWrong."""
    locales = {
        path.name
        for folder in settings.prompt_folders
        for path in folder.iterdir()
        if path.is_dir() and not path.name.startswith((".", "_"))
    }
    built = settings.prompt_folders[-1]
    known = sorted(name for name in locales if (built / name).is_dir())
    prompts: dict[str, Prompts] = {}
    for locale in known:
        found = prompts[locale] = Prompts(settings.prompt_folders, locale)
        prompts |= {variant: found.variant(variant) for variant in found.variants}
    prompts["en"].prepare()
    return prompts


def load_packs(folder: Path) -> tuple[dict[str, Pack], set[str]]:
    """The packs of a folder by their slugs, and the slugs of those with mistakes, which are left out."""
    packs: dict[str, Pack] = {}
    broken: set[str] = set()
    for path in pack_folders(folder):
        pack, problems = read_pack(path)
        if pack is not None and not problems:
            packs[pack.slug] = pack
        else:
            broken.add(path.name)
            log.warning("left out the pack %s: it has %s mistakes; see the command check", path.name, len(problems))
    return packs, broken


def default_pack(settings: Settings) -> Pack | None:
    """The pack that a new server gets, None where there is to be none. Raises SettingWrong."""
    wanted = settings.default_pack.strip()
    if not wanted:
        return None
    try:
        find_pack(settings.seeds, wanted)
    except PackUnknown:
        raise SettingWrong("DEFAULT_PACK", "pack") from None
    packs, broken = load_packs(settings.seeds)
    if wanted in broken:
        raise SettingWrong("DEFAULT_PACK", "broken")
    return packs[wanted]


def build_library(settings: Settings) -> Library:
    """The library on the settings' database, which is opened later. Raises SettingWrong."""
    return Library(Store(parse_url(settings.database_url)), default_pack(settings))
