"""The templates of one language: Jinja blocks, each rendered on its own, and fixed labels.

A template is ``<locale>/<name>.md.j2``. An operator's folder (``PROMPTS_DIR``) comes first; what it lacks comes
from the built-in one. A template is compiled once, when it is first used: a language that nobody reads costs little.
An operator's templates are tried at start all the same, so that a mistake shows then and not in a classroom; what fails
later is rendered by the built-in one.
"""

from __future__ import annotations

import copy
import logging
from collections.abc import Callable, Mapping
from datetime import time
from functools import cached_property
from pathlib import Path
from types import CodeType
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_time
from babel.lists import format_list
from babel.numbers import format_decimal
from jinja2 import FileSystemLoader, StrictUndefined, Template, TemplateError, pass_context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.core.model.errors.base import Refusal
from bot.core.model.errors.operator import SettingWrong
from bot.core.templates.bounded import ENDING, bounded
from bot.core.templates.contexts import Context
from bot.core.templates.differences import said
from bot.core.templates.escaping import bold, commonmark, echo, escape, isolate, set_off
from bot.core.templates.labels import read_labels
from bot.core.templates.trial import names_given, problem

log = logging.getLogger(__name__)

_FOR_READERS = ("summary", "figures", "questions", "source")
# The sections of the labels that say what the values of a field are called.
_VALUES = {"state": "states", "stage": "choices", "length": "choices"}


class Prompts:
    """Templates and labels in one locale, such as ``en``."""

    def __init__(self, folders: list[Path], locale: str = "en") -> None:
        self._folders = [folder / locale for folder in folders]
        self._english = [folder / "en" for folder in folders]
        self._compiled: dict[str, CodeType] = {}  # shared with the variants
        self._own: set[str] = set()  # the templates that are an operator's
        self._trying = False
        self.templates = sorted(path.name.removesuffix(ENDING) for path in self._folders[-1].glob(f"*{ENDING}"))
        self.labels = read_labels(self._folders)
        self._speak(locale)
        for name in self.templates:
            self._check(name)

    def _speak(self, locale: str) -> None:
        self.locale = locale
        self._babel = Locale.parse(locale.replace("-", "_"))
        self._env = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader([str(folder) for folder in self._folders], encoding="utf-8"),
            undefined=StrictUndefined,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        self._env.filters.update(
            md=escape,
            commonmark=commonmark,
            echo=echo,
            bold=bold,
            one_way=isolate,
            set_off=set_off,
            number=_late(self.number),
            listed=_late(self._listed),
            plural=_late(self._plural),
            label=self.label,
            field=self._field,
            option=self._option,
            choice=self._choice,
            who=self._who,
            said=said,
            language_name=_late(self._language_name),
            shown=_late(self._shown),
            clock=_late(self.clock),
            place=_late(self.place),
            permission=lambda name: self.label(f"permissions.{name}"),
        )
        self._templates: dict[str, Template] = {}

    def variant(self, locale: str) -> Prompts:
        """Return the same texts for another region, such as ``es-419``, where numbers are written in another way."""
        other = copy.copy(self)
        for kept in ("_worded", "_built_in"):
            other.__dict__.pop(kept, None)
        other._speak(locale)
        return other

    def _as_written(self, *, built_in: bool = False, trying: bool = True) -> Prompts:
        """Return the same language with nothing that stands in for what fails; ``built_in``: without an operator's.

        ``trying``: with a label for whatever it is asked for, since samples are none of the words that have one.
        """
        other = copy.copy(self)
        other._folders = self._folders[-1:] if built_in else self._folders
        other._compiled, other._own, other._trying = {}, set(), trying
        other._speak(self.locale)
        return other

    @cached_property
    def _built_in(self) -> Prompts:
        return self._as_written(built_in=True, trying=False)

    @property
    def variants(self) -> list[str]:
        """The locales that use these texts and write numbers in another way."""
        return list(self.labels.get("language", {}).get("variants", ()))

    def prepare(self) -> Prompts:
        """Read now what readers use most, for the language that is surely used: its first reader doesn't wait then."""
        self.number(1)  # the language's data
        for name in _FOR_READERS:
            self._template(name)
        return self

    def _source(self, name: str) -> tuple[str, Path]:
        """Return a template's text, and where it is from. Raises OSError or UnicodeDecodeError."""
        places = [folder / f"{name}{ENDING}" for folder in self._folders]
        path = next((place for place in places[:-1] if place.is_file()), places[-1])
        return path.read_text(encoding="utf-8"), path

    def _template(self, name: str) -> Template:
        if name not in self._templates:
            if name not in self._compiled:
                text, path = self._source(name)
                self._compiled[name] = self._env.compile(text, f"{name}{ENDING}", str(path))
            self._templates[name] = Template.from_code(self._env, self._compiled[name], self._env.make_globals(None))
        return self._templates[name]

    def _check(self, name: str) -> None:
        """Try an operator's template, which has to have the blocks of the built-in one. Raises SettingWrong."""
        built_in = self._folders[-1] / f"{name}{ENDING}"
        try:
            text, path = self._source(name)
            if path == built_in:
                return
            self._env.compile(text, path.name, str(path))
        except (TemplateError, UnicodeDecodeError) as error:
            raise SettingWrong("PROMPTS_DIR", f"{name}{ENDING}: {error}") from error
        names, usual = names_given(self._env, text), names_given(self._env, built_in.read_text(encoding="utf-8"))
        if missing := sorted(set(usual) - set(names)):
            raise SettingWrong("PROMPTS_DIR", f"{name}{ENDING}: no block {', '.join(missing)}")
        if found := problem(name, names, usual, self._as_written()._render, self._as_written(built_in=True)._render):
            raise SettingWrong("PROMPTS_DIR", f"{name}{ENDING}, {found}")
        self._own.add(name)

    def file(self, name: str) -> Path:
        """Return a file beside the templates: an operator's own first, and in English where the language has none.

        Raises FileNotFoundError.
        """
        for folder in (*self._folders, *self._english):
            if (folder / name).is_file():
                return folder / name
        raise FileNotFoundError(name)

    def blocks(self, name: str) -> list[str]:
        """Return the names of a template's blocks."""
        return list(self._template(name).blocks)

    @cached_property
    def _worded(self) -> dict[str, str]:
        """The template that words each refusal: one of a room, such as ``facts.errors.md.j2``."""
        return {block: name for name in self.templates if name.endswith(".errors") for block in self.blocks(name)}

    def render(self, name: str, block: str, context: Context | None = None, /, **more: Any) -> str:
        """Render one block of a template, without white space around it. ``more``: names in place of the context's."""
        names = ({} if context is None else vars(context)) | more
        if name not in self._own:
            return self._render(name, block, names)
        try:
            return bounded(lambda: self._render(name, block, names))
        except Exception:
            log.exception(
                "the block %s of PROMPTS_DIR's %s%s failed, so the built-in one is shown", block, name, ENDING
            )
            return self._built_in._render(name, block, names)

    def _render(self, name: str, block: str, names: Mapping[str, Any]) -> str:
        template = self._template(name)
        return "".join(template.blocks[block](template.new_context(dict(names)))).strip()

    def sentence(self, refusal: Refusal, *, in_form: bool = False) -> str:
        """Put a refusal into words. ``in_form``: fields are called as in the form, and the sentence is whole."""
        text = self.render(self._worded[refusal.code], refusal.code, **refusal.data(), in_form=in_form)
        if not in_form:
            return text
        return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")

    def label(self, path: str) -> str:
        """Return one label by its dotted path, such as ``buttons.source``."""
        found: Any = self.labels
        for part in path.split("."):
            found = found.get(part, {}) if self._trying else found[part]
        return str(found)

    def number(self, value: int) -> str:
        """Return a number as this language writes it."""
        return str(format_decimal(value, locale=self._babel))

    def place(self, paragraph: int) -> str:
        """Tell where something stands: the paragraph by its number, or the title."""
        return f"¶ {self.number(paragraph)}" if paragraph else self.label("places.title")

    def _listed(self, values: tuple[str, ...], style: str = "standard") -> str:
        return str(format_list(list(values), style=style, locale=self._babel))  # type: ignore[arg-type]

    def _field(self, name: str, in_form: bool = True) -> str:
        """Tell what a field is called: in a form by its label, in a pack by its key."""
        language, _, part = name.rpartition(".")
        if language and in_form:  # of a translation, such as es.text
            return f"{self._field(part)} ({escape(language)})"
        known: dict[str, Any] = self.labels["fields"]
        return str(known[name]["label"]) if in_form and name in known else escape(name)

    def _option(self, name: str, in_form: bool = True) -> str:
        """Tell what an option is called: in a command by its label, on the command line by its name."""
        known: dict[str, Any] = self.labels["options"]
        return str(known[name]["name"]) if in_form and name in known else escape(name)

    def _choice(self, value: str, in_form: bool = True) -> str:
        """Tell what a choice is called, likewise."""
        return str(self.labels["choices"].get(value, value)) if in_form else escape(value)

    def _who(self, role: str | None, member_id: int | None) -> str:
        """Tell who changed something: a moderator by their mention, anybody else by what they are."""
        return f"<@{member_id}>" if role == "moderator" and member_id else self.label(f"roles.{role or 'bot'}")

    def clock(self, minute: int) -> str:
        """Return a time of day as the language writes it, from the minutes since midnight."""
        return str(format_time(time(*divmod(minute, 60)), "short", locale=self._babel))

    @property
    def own_name(self) -> str:
        """What the language is called in itself."""
        name = self._babel.get_display_name(self._babel) or self.locale
        return name[:1].upper() + name[1:]

    def _language_name(self, locale: str) -> str:
        """Tell what a language is called in this one; what is no language stays as it was typed."""
        try:
            return Locale.parse(locale.replace("-", "_")).get_display_name(self._babel) or escape(locale)
        except (ValueError, UnknownLocaleError):
            return echo(locale)

    def _shown(self, text: str | bool | None, most: int = 150, name: str = "") -> str:
        """Tell what a field holds: what was typed in quotation marks, what was chosen in words; a dash for nothing."""
        if text is None:
            return "–"
        if isinstance(text, bool):
            return self.label("truth.true" if text else "truth.false")
        if name == "language":
            return self._language_name(text)
        known: dict[str, Any] = self.labels.get(_VALUES.get(name, ""), {})
        return str(known[text]) if text in known else f"“{echo(text, most)}”"

    def _plural(self, count: int, **forms: str) -> str:
        """Return the form of a word that goes with a count, by the locale's rules: one=…, other=…."""
        return forms.get(self._babel.plural_form(count), forms["other"])


def _late(work: Callable[..., str]) -> Callable[..., str]:
    """Make a filter that Jinja asks for when it renders, not while it compiles, which is done in one of the regions."""

    @pass_context
    def filtered(_context: object, *given: Any, **named: Any) -> str:
        return work(*given, **named)

    return filtered
