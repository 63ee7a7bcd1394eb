"""The settings: read from the environment and from ``.env``, checked, and handed down. Nothing is built at import."""

from pathlib import Path
from typing import Any, Literal

from pydantic import DirectoryPath, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.core.model.errors.operator import SettingWrong

_HERE = Path(__file__).resolve().parent.parent


def built_in(name: str) -> Path:
    """Return a folder that comes with the bot: beside ``bot/`` in a checkout, inside it where it is installed."""
    inside = _HERE / name
    return inside if inside.is_dir() else _HERE.parent / name


class Settings(BaseSettings):
    """What an operator can set; ``.env.example`` lists it all, and a test holds it to that."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="forbid", frozen=True, hide_input_in_errors=True
    )

    discord_token: SecretStr | None = None
    database_url: str = "sqlite+aiosqlite:///data/talking-points.db"
    answers_public: bool = False
    default_pack: str = "juarez"
    erase_after_days: int = Field(default=30, ge=1, le=3650)
    seeds_dir: DirectoryPath | None = None
    prompts_dir: DirectoryPath | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator(
        "discord_token", "seeds_dir", "prompts_dir", "answers_public", "log_level", "erase_after_days", mode="before"
    )
    @classmethod
    def _tidy(cls, value: Any, info: Any) -> Any:
        """Take what is empty as not set."""
        if not isinstance(value, str):
            return value
        text = value.strip()
        if not text:
            return cls.model_fields[info.field_name].default
        return text.upper() if info.field_name == "log_level" else text

    @property
    def seeds(self) -> Path:
        """Where the packs are."""
        return self.seeds_dir or built_in("seeds")

    @property
    def prompt_folders(self) -> list[Path]:
        """Where templates are looked for, the operator's own folder first."""
        own = [self.prompts_dir] if self.prompts_dir else []
        return [*own, built_in("prompts")]


# Why a setting makes no sense, by the kind of error, or else by the setting.
_KINDS = {"extra_forbidden": "unknown", "path_not_directory": "folder"}
_REASONS = {"answers_public": "boolean", "erase_after_days": "days", "log_level": "level"}


def read_settings(**given: Any) -> Settings:
    """Read the settings; what is given here comes before the environment. Raises SettingWrong."""
    try:
        settings = Settings(**given)
    except ValidationError as error:
        first = error.errors(include_input=False, include_context=False)[0]
        name = str(first["loc"][0]) if first["loc"] else "settings"
        reason = _KINDS.get(first["type"]) or _REASONS.get(name, "text")
        raise SettingWrong(name.upper(), reason) from None
    except UnicodeDecodeError:
        raise SettingWrong(".env", "text") from None
    if not settings.database_url.strip():
        raise SettingWrong("DATABASE_URL", "empty")
    return settings
