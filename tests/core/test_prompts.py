"""Templates: every one of every locale renders with its typed context, and an operator's own come first."""

from __future__ import annotations

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


def test_a_template_reaches_nothing_but_what_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    blocks = (
        "{% block heading %}{{ ''.__class__.__mro__ }}{% endblock %}{% block item %}{{ nope }}{% endblock %}" + REST
    )
    (tmp_path / "en" / "privacy.md.j2").write_text(blocks)
    prompts = Prompts([tmp_path, BUILT_IN])
    for block in ("heading", "item"):
        with pytest.raises(Exception, match=r"unsafe|undefined"):
            prompts.render("privacy", block)
