"""Templates: every one of every locale renders with its typed context, and an operator's own come first."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, cast, get_args, get_type_hints

import pytest

from bot.app.settings import built_in
from bot.core.model.article import Article
from bot.core.model.errors.base import Refusal
from bot.core.model.errors.changes import StateWrong
from bot.core.model.errors.facts import FieldWrong
from bot.core.model.errors.operator import OperatorError, SettingWrong
from bot.core.model.errors.reader import BotLacks, WhyRefused
from bot.core.model.errors.work import TooOften
from bot.core.packs.reading import Pack
from bot.core.rules.allowance import PERSON
from bot.core.templates.prompts import Prompts
from tests.kit.samples import every_context

BUILT_IN = built_in("prompts")
# What an operator's own template of /privacy has to have besides its heading and its item.
REST = "".join(f"{{% block {name} %}}{{% endblock %}}" for name in ("sure", "forgot", "forgot_forms", "help"))
LOCALES = sorted(path.name for path in BUILT_IN.iterdir() if path.is_dir())


@pytest.mark.parametrize("locale", LOCALES)
def test_every_block_renders_with_its_context(locale: str, juarez: Pack) -> None:
    prompts = Prompts([BUILT_IN], locale)
    bare = Article(title="x", body="x")
    rich = juarez.article.model_copy(update={"source": "s", "link": "https://e.org", "byline": "b", "date": "d"})
    rendered = set()
    for article in (bare, rich):
        for (name, block), given in every_context(juarez, article).items():
            for context in given:
                text = prompts.render(name, block, context)
                assert "\n\n\n" not in text
                assert "None" not in text
                rendered.add((name, block))
    answers = [name for name in prompts.templates if not name.endswith(".errors")]
    there = {(name, block) for name in answers for block in prompts.blocks(name)}
    assert rendered == there


def refusals() -> list[type[Refusal]]:
    """Every refusal that can be raised."""
    kinds = [Refusal]
    for kind in kinds:  # which grows on the way
        kinds += kind.__subclasses__()
    own = {kind for kind in kinds if kind.__module__.startswith("bot.")} - {Refusal, OperatorError}
    return sorted(own, key=lambda kind: kind.__name__)


def example(kind: type[Refusal]) -> list[Refusal]:
    """A refusal of that kind with plausible data, in each of its forms."""
    samples: dict[Any, Any] = {str: "x", int: 2, tuple[str, ...]: ("a", "b"), tuple[int, ...]: (1, 3)}
    types = get_type_hints(kind)
    data = {f.name: samples.get(types[f.name], "x") for f in fields(cast(Any, kind))}
    if kind is StateWrong:
        return [kind(state=state) for state in ("draft", "published", "retired")]
    if kind is BotLacks:
        return [
            kind(channel_id=1, permissions=names) for names in (("view_channel",), ("create_posts", "attach_files"))
        ]
    if kind is TooOften:
        return [kind(what=what, by_person=own, minutes=2) for what in PERSON for own in (True, False)]
    if kind is FieldWrong:
        takes = ("text", "number", "paragraphs", "address", "table", "choice")
        return [kind(**data | {"takes": form, "choices": ("a", "b")}) for form in takes]
    if types.get("why") is WhyRefused:
        return [kind(**data | {"why": why}) for why in get_args(WhyRefused)]
    return [kind(**data)]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", refusals(), ids=lambda kind: kind.__name__)
def test_every_refusal_is_worded(locale: str, kind: type[Refusal]) -> None:
    prompts = Prompts([BUILT_IN], locale)
    for refusal in example(kind):
        sentence = prompts.sentence(refusal)
        assert sentence
        assert "\n" not in sentence


@pytest.mark.parametrize("locale", LOCALES)
def test_no_wording_is_left_over(locale: str) -> None:
    coded = {example(kind)[0].code for kind in refusals()}
    prompts = Prompts([BUILT_IN], locale)
    worded = [name for name in prompts.templates if name.endswith(".errors")]
    assert sorted(block for name in worded for block in prompts.blocks(name)) == sorted(coded)


def test_exit_statuses_differ() -> None:
    statuses = [kind.status for kind in refusals() if issubclass(kind, OperatorError)]
    assert len(set(statuses)) == len(statuses)
    assert {0, 1} & set(statuses) == set()


def test_an_operators_template_comes_first_and_the_rest_is_built_in(tmp_path: Path) -> None:
    own = tmp_path / "en"
    own.mkdir()
    (own / "privacy.md.j2").write_text("{% block heading %}Ours{% endblock %}{% block item %}{% endblock %}" + REST)
    (own / "labels.toml").write_text('[buttons]\nsource = "Where?"\n')
    prompts = Prompts([tmp_path, BUILT_IN])
    assert prompts.render("privacy", "heading") == "Ours"
    assert prompts.label("buttons.source") == "Where?"
    assert prompts.label("buttons.next") == "Next ›"
    assert prompts.render("articles", "heading") == "## Articles"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("privacy.md.j2", "{% block heading %}"),
        ("privacy.md.j2", "{% block heading %}x{% endblock %}"),
        ("labels.toml", "x = "),
        ("labels.toml", b"\xff"),
        ("about.md.j2", b"\xff"),
    ],
)
def test_a_template_that_cannot_be_used_is_named(tmp_path: Path, name: str, content: str | bytes) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / name).write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(SettingWrong) as refused:
        Prompts([tmp_path, BUILT_IN])
    assert refused.value.name == "PROMPTS_DIR"
    assert name in refused.value.reason


def put(folder: Path, locale: str, name: str, content: str) -> Path:
    """An operator's folder with this template of their own."""
    (folder / locale).mkdir(parents=True, exist_ok=True)
    (folder / locale / f"{name}.md.j2").write_text(content, encoding="utf-8")
    return folder


def with_block(block: str, content: str, name: str = "privacy") -> str:
    """A built-in template with another text in one of its blocks."""
    text = (BUILT_IN / "en" / f"{name}.md.j2").read_text(encoding="utf-8")
    return re.sub(rf"({{% block {block} %}}).*?({{% endblock %}})", rf"\1{content}\2", text, count=1, flags=re.DOTALL)


@pytest.mark.parametrize("locale", LOCALES)
def test_an_operator_may_copy_every_template_and_change_its_words(locale: str, tmp_path: Path) -> None:
    for path in sorted((BUILT_IN / locale).glob("*.md.j2")):
        put(tmp_path, locale, path.name.removesuffix(".md.j2"), path.read_text(encoding="utf-8") + "{# ours #}")
    prompts = Prompts([tmp_path, BUILT_IN], locale)
    assert "{# ours #}" in prompts.file("figures.md.j2").read_text(encoding="utf-8")


def test_an_operators_template_may_use_all_that_a_block_is_given(juarez: Pack, tmp_path: Path) -> None:
    # Each block in turn names all that its samples hold.
    given = {block: fields_of(contexts) for block, contexts in every_context(juarez, juarez.article).items()}
    for name in sorted({name for name, _ in given}):
        text = (BUILT_IN / "en" / f"{name}.md.j2").read_text(encoding="utf-8")
        for block in (block for of, block in given if of == name):
            uses = "".join(f"{{% if {field} %}}{{% endif %}}" for field in sorted(given[name, block]))
            text = text.replace(f"{{% block {block} %}}", f"{{% block {block} %}}{uses}", 1)
        Prompts([put(tmp_path / name, "en", name, text), BUILT_IN])


def fields_of(contexts: Sequence[Any]) -> set[str]:
    """What all of these have."""
    return set.intersection(*({f.name for f in fields(each)} if each is not None else set() for each in contexts))


ENDLESS = "{% for i in range(99999) %}" * 3 + "{% endfor %}" * 3
MISTAKES = {
    "a name that is never given": ("privacy", "item", "{{ nope }}", "it is given nothing called nope"),
    "a slip in a name": (
        "privacy",
        "item",
        "{{ article_count }}{{ facts }}",
        "it is given nothing called article_count",
    ),
    "a name of another template": ("privacy", "item", "{{ articles }}{{ poll }}", "it is given nothing called poll"),
    "a name in a branch that hardly comes": ("privacy", "item", "{% if not facts %}{{ nope }}{% endif %}", "nope"),
    "a name of a refusal": ("core.errors", "article_unknown", "{{ title }}", "it is given nothing called title"),
    "a part that isn't there": ("source", "footer", "{{ article.titel }}", "has no attribute 'titel'"),
    "loops that hardly end": ("privacy", "item", ENDLESS, "a loop in it goes round too often"),
    "a loop that hardly ends": ("privacy", "sure", "{% for i in range(10 ** 9) %}{% endfor %}", "Range too big"),
    "loops where hardly anything is known": ("articles", "done", ENDLESS, "a loop in it goes round too often"),
    "a part of a figure that isn't there": ("figures", "item", "{{ fact.content.valeu }}", "has no attribute 'valeu'"),
    "what the sandbox forbids": ("privacy", "sure", "{{ ''.__class__.__mro__ }}", "unsafe"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_a_block_shows_at_start_with_file_block_and_why(mistake: str, tmp_path: Path) -> None:
    name, block, content, why = MISTAKES[mistake]
    with pytest.raises(SettingWrong) as refused:
        Prompts([put(tmp_path, "en", name, with_block(block, content, name)), BUILT_IN])
    assert refused.value.reason.startswith(f"{name}.md.j2, block {block}: ")
    assert why in refused.value.reason
    sentence = Prompts([BUILT_IN]).sentence(refused.value)
    assert "PROMPTS_DIR" in sentence
    assert "\n" not in sentence


def test_what_fails_all_the_same_is_shown_by_the_built_in_block(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, languages: dict[str, Prompts]
) -> None:
    # With few facts, as at start, these do well.
    slow = "{% if facts > 5 %}" + ENDLESS + "{% endif %}ours"
    broken = "{% if suggestions > 5 %}{{ suggestions.count }}{{ suggestions / 0 }}{% endif %}ours"
    text = with_block("item", slow).replace("{% block heading %}", "{% block heading %}" + broken)
    prompts = Prompts([put(tmp_path, "en", "privacy", text), BUILT_IN])
    few = {"articles": 1, "facts": 2, "suggestions": 0, "moderator": False, "erase_after_days": 30}
    many = few | {"facts": 9, "suggestions": 9}
    before = sys.gettrace()
    for own in (prompts, prompts.variant("en-GB")):
        assert own.render("privacy", "item", None, **few) == "ours"
        assert own.render("privacy", "heading", None, **few).startswith("ours")
        caplog.clear()
        for block in ("item", "heading"):
            assert own.render("privacy", block, None, **many) == languages["en"].render("privacy", block, None, **many)
        assert [record.message for record in caplog.records] == [
            f"the block {block} of PROMPTS_DIR's privacy.md.j2 failed, so the built-in one is shown"
            for block in ("item", "heading")
        ]
    assert sys.gettrace() is before
