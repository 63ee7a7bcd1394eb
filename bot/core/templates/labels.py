"""Reading the fixed labels of a language."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.core.model.errors.operator import SettingWrong


def read_labels(folders: Sequence[Path]) -> dict[str, Any]:
    """Read the labels of all files in these folders, an operator's first. Raises SettingWrong."""
    merged: dict[str, Any] = {}
    for folder in reversed(folders):
        for path in sorted(folder.glob("*.toml")):
            try:
                _merge(merged, tomllib.loads(path.read_text(encoding="utf-8")))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise SettingWrong("PROMPTS_DIR", f"{path.name}: {error}") from error
    return merged


def _merge(into: dict[str, Any], more: Mapping[str, Any]) -> None:
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value
