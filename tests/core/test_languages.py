"""Every language: nothing is lacking, and what its texts name is there under that name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from jinja2 import Environment, meta
from jinja2.nodes import Block, Filter, Name

from bot.app.build import load_prompts
from bot.app.settings import built_in, read_settings
from bot.core.templates.prompts import Prompts

PROMPTS = built_in("prompts")
LOCALES = sorted(path.name for path in PROMPTS.iterdir() if path.is_dir())
TRANSLATED = [locale for locale in LOCALES if locale != "en"]
# What happens to be the same word in both.
SAME = {"weekly_questions.choice", "choices.no", "truth.false", "polls.no", "buttons.poll_answer"}
ESCAPING = ("md", "echo", "commonmark", "set_off", "said")


def leaves(labels: Mapping[str, Any], path: str = "") -> dict[str, str]:
    """Every label by its dotted path."""
    found: dict[str, str] = {}
    for key, value in labels.items():
        if isinstance(value, Mapping):
            found |= leaves(value, f"{path}{key}.")
        elif isinstance(value, str):
            found[path + key] = value
    return found


def labels_of(locale: str) -> dict[str, str]:
    return leaves(Prompts([PROMPTS], locale).labels)


def sources(locale: str) -> dict[str, str]:
    """The templates of a locale as they are written, without their comments."""
    return {
        path.name: re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for path in sorted((PROMPTS / locale).glob("*.md.j2"))
    }


@pytest.mark.parametrize("locale", TRANSLATED)
def test_no_locale_lacks_anything_or_has_too_much(locale: str) -> None:
    english, other = Prompts([PROMPTS]), Prompts([PROMPTS], locale)
    assert sorted(sources(locale)) == sorted(sources("en"))
    for name in english.templates:
        assert sorted(other.blocks(name)) == sorted(english.blocks(name)), name
    assert sorted(labels_of(locale)) == sorted(labels_of("en"))
    files = {path.name for path in (PROMPTS / locale).iterdir()}
    laid_out = {"handout.typ"}  # the lay-out of a sheet has no words of its own, and serves every language
    assert files | laid_out == {path.name for path in (PROMPTS / "en").iterdir()}


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_translation_is_given_what_the_english_text_is_given(locale: str) -> None:
    env, english = Prompts([PROMPTS], locale)._env, sources("en")
    for name, text in sources(locale).items():
        used = meta.find_undeclared_variables(env.parse(text))
        assert used == meta.find_undeclared_variables(env.parse(english[name])), name
    for kind, filters in _filters(env, english).items():
        # A translation may count more things, or choose its words by a label.
        assert filters - _filters(env, sources(locale))[kind] == set(), kind
    escaped = _escaped(env, sources(locale))
    for block, names in _escaped(env, english).items():
        assert names == escaped[block], block


def _filters(env: Environment, texts: Mapping[str, str]) -> dict[str, set[str]]:
    """The filters of each template; those of the rooms' refusals, a sentence each, together."""
    found: dict[str, set[str]] = {}
    for name, text in texts.items():
        used = {node.name for node in env.parse(text).find_all(Filter)}
        found.setdefault("refusals" if name.endswith(".errors.md.j2") else name, set()).update(used)
    return found


def _escaped(env: Environment, texts: Mapping[str, str]) -> dict[tuple[str, str], list[str]]:
    """By template and block, what people typed and the filters that it goes through."""
    return {
        (name, block.name): sorted(
            f"{node.node.name} | {node.name}"
            for node in block.find_all(Filter)
            if node.name in ESCAPING and isinstance(node.node, Name)
        )
        for name, text in texts.items()
        for block in env.parse(text).find_all(Block)
    }


@pytest.mark.parametrize("locale", TRANSLATED)
def test_every_placeholder_of_a_label_is_there(locale: str) -> None:
    other = labels_of(locale)
    for path, text in labels_of("en").items():
        assert _placeholders(other[path]) == _placeholders(text), path


def _placeholders(text: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(text) if name is not None]


@pytest.mark.parametrize("locale", TRANSLATED)
def test_no_label_was_left_in_english(locale: str) -> None:
    other = labels_of(locale)
    assert {path for path, text in labels_of("en").items() if other[path] == text} <= SAME


@pytest.mark.parametrize("locale", LOCALES)
def test_every_label_has_room_where_it_stands(locale: str) -> None:
    room = {"buttons": 80, "forms": 45, "label": 45, "description": 100, "choices": 100, "name": 32}
    for path, text in labels_of(locale).items():
        keys = path.split(".")
        most = room.get(keys[-1]) or room.get(keys[0])
        assert text.strip() == text != ""
        assert most is None or len(text.encode("utf-16-le")) // 2 <= most, path


def command_names(locale: str) -> dict[str, set[str]]:
    """The commands of a language as its readers see them, each with its subcommands."""
    commands = Prompts([PROMPTS], locale).labels["commands"]
    found: dict[str, set[str]] = {}
    for key, command in commands.items():
        group, _, rest = key.partition("_")
        if rest and group in commands:
            found.setdefault(commands[group]["name"], set()).add(command["name"])
        elif "description" in command:
            found.setdefault(command["name"], set())
    return found


_COMMAND = re.compile(r"(?<![\w/:<])/(\w+)(?: (\w+))?")
_TICKS = re.compile(r"`([^`{}]+)`")


def wrong_commands(text: str, known: Mapping[str, set[str]]) -> list[str]:
    """What a text names as a command and is none in its language."""
    wrong = []
    for line in text.splitlines():
        group = ""
        for ticked in _TICKS.findall(line):
            if ticked.startswith("/"):
                group = ticked[1:].split(" ")[0]
            elif known.get(group) and ticked not in known[group]:
                wrong.append(f"/{group} {ticked}")
        for name, under in _COMMAND.findall(line):
            if f"`/{name}`" in line and name in known:
                continue  # a group may be named as a whole
            if name not in known or (known[name] and under not in known[name]):
                wrong.append(f"/{name} {under}".strip())
    return wrong


@pytest.mark.parametrize("locale", LOCALES)
def test_every_command_that_a_text_names_is_called_so_in_its_language(locale: str) -> None:
    known = command_names(locale)
    texts = sources(locale) | labels_of(locale)
    assert sum(len(_COMMAND.findall(text)) for text in texts.values()) > 30
    for where, text in texts.items():
        assert wrong_commands(text, known) == [], where


def test_a_command_of_another_language_is_noticed() -> None:
    known = command_names("es")
    assert wrong_commands("`/facts review`, `/datos revisar`, `lista`, `edit`; see /articles", known) == [
        "/datos edit",
        "/facts review",
        "/articles",
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_button_or_option_in_bold_is_called_so_in_its_language(locale: str) -> None:
    labels = labels_of(locale)
    known = {text for path, text in labels.items() if path.startswith("buttons.") or path.endswith(".name")}
    count = 0
    for where, text in sources(locale).items():
        for bold in text.split("**")[1::2]:
            if "{" in bold or bold.endswith((":", ".")):
                continue  # what stands before a value, or a sentence of its own
            assert bold in known, f"{where}: {bold}"
            count += 1
    assert count > 10


def test_numbers_and_names_are_written_as_the_region_writes_them(languages: dict[str, Prompts]) -> None:
    assert list(languages) == ["en", "es", "es-419"]
    too_long: dict[str, Any] = {"field": "text", "length": 12_500, "most": 1_000, "in_form": True}
    spain, americas = (languages[name].render("core.errors", "too_long", **too_long) for name in ("es", "es-419"))
    assert spain == "“Texto” tiene 12.500 caracteres; el máximo es 1.000: hazlo más corto"
    assert americas == "“Texto” tiene 12,500 caracteres; el máximo es 1,000: hazlo más corto"
    assert [p.own_name for p in languages.values()] == ["English", "Español", "Español (Latinoamérica)"]
    # A million has a form of its own in Spanish; where a text has none for it, it takes the one for many things.
    sure: dict[str, Any] = {
        "articles": 1,
        "facts": 1_000_000,
        "suggestions": 0,
        "moderator": False,
        "erase_after_days": 1,
    }
    text = languages["es"].render("privacy", "item", **sure)
    assert "1 artículo con 1.000.000 datos" in text
    assert "1 día después" in text


def test_a_language_is_compiled_when_it_is_first_read_and_once_for_all_its_regions() -> None:
    found = load_prompts(read_settings())
    spain, americas = found["es"], found["es-419"]
    assert spain._compiled == {}
    assert {"summary", "figures", "questions", "source"} <= set(found["en"]._compiled)  # what the first reader needs
    heading = spain.render("articles", "heading")
    assert list(spain._compiled) == ["articles"]
    assert americas.render("articles", "heading") == heading
    assert americas._compiled is spain._compiled
    assert americas.labels is spain.labels


def test_an_operators_template_of_any_language_is_looked_at_when_the_bot_starts(tmp_path: Path) -> None:
    (tmp_path / "es").mkdir()
    (tmp_path / "es" / "privacy.md.j2").write_text("{% block heading %}{{ 1 | nonsense }}{% endblock %}")
    with pytest.raises(Exception, match="nonsense"):
        load_prompts(read_settings(prompts_dir=tmp_path))
    (tmp_path / "es" / "privacy.md.j2").write_text(
        "{% block heading %}Nuestro {{ 1200 | number }}{% endblock %}{% block item %}{% endblock %}"
        "{% block sure %}{% endblock %}{% block forgot %}{% endblock %}{% block forgot_forms %}{% endblock %}"
        "{% block help %}{% endblock %}"
    )
    found = load_prompts(read_settings(prompts_dir=tmp_path))
    assert found["es"].render("privacy", "heading") == "Nuestro 1.200"
    assert found["es-419"].render("privacy", "heading") == "Nuestro 1,200"
    assert found["en"].render("privacy", "heading") == "## What is stored"
