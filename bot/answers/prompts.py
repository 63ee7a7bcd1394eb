"""The templates of one language: Jinja blocks, each rendered on its own, and fixed labels.

A template is ``<locale>/<name>.md.j2``. An operator's folder (``PROMPTS_DIR``) comes first; what it lacks comes
from the built-in one. Everything is compiled once, when the bot starts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal
from jinja2 import FileSystemLoader, StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ..errors import Refusal, SettingWrong
from .differences import said
from .escaping import bold, echo, escape, set_off

_ENDING = ".md.j2"
# Fields whose values are words of the bot's own, and where these stand in the labels.
_CHOSEN = {
    "state": ("states",),
    "length": ("choices",),
    "stage": ("choices",),
    **dict.fromkeys(("archived", "answers_public", "count_participation", "hide_behind_note"), ("choices",)),
}


class Prompts:
    """Templates and labels in one locale, such as ``en``."""

    def __init__(self, folders: list[Path], locale: str = "en") -> None:
        self.locale = locale
        self._babel = Locale.parse(locale.replace("-", "_"))
        self._number(1)  # reads the language's data now, and not while the first student waits
        self._folders = [folder / locale for folder in folders]
        env = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader([str(folder) for folder in self._folders], encoding="utf-8"),
            undefined=StrictUndefined,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            auto_reload=False,
            cache_size=-1,
        )
        env.filters.update(
            md=escape,
            echo=echo,
            bold=bold,
            set_off=set_off,
            number=self._number,
            listed=self._listed,
            plural=self._plural,
            label=self.label,
            field=self._field,
            who=self._who,
            said=said,
            language_name=self._language_name,
            shown=self._shown,
        )
        self._templates: dict[str, Template] = {}
        for name in sorted(path.name.removesuffix(_ENDING) for path in self._folders[-1].glob(f"*{_ENDING}")):
            try:
                self._templates[name] = env.get_template(f"{name}.md.j2")
            except (TemplateError, UnicodeDecodeError) as error:
                raise SettingWrong("PROMPTS_DIR", f"{name}.md.j2: {error}") from error
            self._check_blocks(env, name)
        self.labels = self._read_labels()
        # The wording of refusals may stand in several files: errors.md.j2, errors_polls.md.j2, …
        worded = [name for name in self.templates if name.startswith("errors")]
        self._worded = {block: name for name in worded for block in self.blocks(name)}

    def _check_blocks(self, env: ImmutableSandboxedEnvironment, name: str) -> None:
        """Holds an operator's template to the blocks of the built-in one, at start and not in a classroom."""
        if Path(self._templates[name].filename or "").parent == self._folders[-1]:
            return  # it is the built-in one
        built_in = FileSystemLoader(self._folders[-1], encoding="utf-8")
        missing = set(built_in.load(env, f"{name}.md.j2").blocks) - set(self._templates[name].blocks)
        if missing:
            raise SettingWrong("PROMPTS_DIR", f"{name}.md.j2: no block {', '.join(sorted(missing))}")

    @property
    def templates(self) -> list[str]:
        """The names of the templates."""
        return list(self._templates)

    def blocks(self, name: str) -> list[str]:
        """The names of a template's blocks."""
        return list(self._templates[name].blocks)

    def render(self, name: str, block: str, context: dict[str, Any]) -> str:
        """One block of a template, without white space around it."""
        template = self._templates[name]
        return "".join(template.blocks[block](template.new_context(context))).strip()

    def sentence(self, refusal: Refusal, *, in_form: bool = False) -> str:
        """A refusal in words. ``in_form``: fields are called as the form calls them, and the sentence is whole."""
        text = self.render(self._worded[refusal.code], refusal.code, refusal.data() | {"in_form": in_form})
        if not in_form:
            return text
        return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")

    def _read_labels(self) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        for folder in reversed(self._folders):
            for path in sorted(folder.glob("labels*.toml")):
                try:
                    _merge(merged, tomllib.loads(path.read_text(encoding="utf-8")))
                except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                    raise SettingWrong("PROMPTS_DIR", f"{path.name}: {error}") from error
        return merged

    def label(self, path: str) -> str:
        """One label by its dotted path, such as ``buttons.source``."""
        found: Any = self.labels
        for part in path.split("."):
            found = found[part]
        return str(found)

    def _number(self, value: int) -> str:
        return str(format_decimal(value, locale=self._babel))

    def _listed(self, values: tuple[str, ...], style: str = "standard") -> str:
        return str(format_list(list(values), style=style, locale=self._babel))  # type: ignore[arg-type]

    def _field(self, name: str, in_form: bool = True) -> str:
        """What a field is called: in a form by its label, in a pack by its key."""
        known: dict[str, Any] = self.labels["fields"]
        return str(known[name]["label"]) if in_form and name in known else escape(name)

    def _who(self, role: str | None, member_id: int | None) -> str:
        """Who changed something: a moderator by their mention, anybody else by what they are."""
        return f"<@{member_id}>" if role == "moderator" and member_id else self.label(f"roles.{role or 'bot'}")

    def _shown(self, text: str | None, most: int = 150, name: str = "") -> str:
        """What a field holds: what was typed in quotation marks, what was chosen in words; a dash for nothing."""
        if text is None:
            return "–"
        for group in _CHOSEN.get(name, ()):
            known: dict[str, Any] = self.labels[group]
            if text in known:
                return str(known[text])
        return f"“{echo(text, most)}”"

    @property
    def own_name(self) -> str:
        """What the language is called in itself."""
        return self._babel.get_display_name(self._babel) or self.locale

    def _language_name(self, locale: str) -> str:
        """What a language is called in this one."""
        return Locale.parse(locale.replace("-", "_")).get_display_name(self._babel) or locale

    def _plural(self, count: int, **forms: str) -> str:
        """The form of a word that goes with a count, by the locale's rules: one=…, other=…."""
        return forms.get(self._babel.plural_form(count), forms["other"])


def _merge(into: dict[str, Any], more: Mapping[str, Any]) -> None:
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value
