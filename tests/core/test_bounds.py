"""What people send is held to bounds before it is parsed: each attack is refused with a sentence that names one."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.article import Article
from bot.core.model.bounds import DEPTH_MOST, DIGITS_MOST, FACTS_MOST, FRONT_MOST, LINE_MOST, PROBLEMS_MOST
from bot.core.model.errors.base import Refusal
from bot.core.model.errors.facts import FieldWrong
from bot.core.model.fact_fields import build_content
from bot.core.model.grounds import Grounds
from bot.core.packs.holding import check_toml
from bot.core.packs.reading import Pack
from bot.core.packs.writing import write_pack
from bot.core.packs.zipping import read_upload
from bot.core.templates.prompts import Prompts
from tests.core.test_packzip import ARTICLE, FACTS, zipped

BODY = "\nOne plan costs 1,200 dollars.\n"
DOTS = ".".join("a" * 4_500)
IN_FACTS = {
    "dotted keys on a long line": (".".join("a" * 50_000) + " = 1", "20,000 are the most"),
    "dotted keys": (f"{DOTS} = 1", "8 deep"),
    "dotted keys with spaces": (f"{DOTS.replace('.', ' . ')} = 1", "8 deep"),
    "quoted dotted keys": (".".join(['"a"', "'b'"] * 50) + " = 1", "8 deep"),
    "dotted keys in a table of one line": (f"a = {{ b = 1, {DOTS} = 1 }}", "8 deep"),
    "a dotted heading": (f"[{DOTS}]", "8 deep"),
    "brackets": ("a = " + "[" * 5_000, "8 deep"),
    "dotted keys behind a string that never ends": (f"{DOTS} = '''\n'", "8 deep"),
    "empty facts": ("[[summary]]\n" * 150_000, "10,000 tables"),
    "empty facts, fewer": ("[[summary]]\n" * 9_000, "9,000 facts and 500 are the most"),
    "facts in a row": (f"summary = [\n{'{},' * (FACTS_MOST + 1)}\n]", "501 facts"),
    "an integer": ("[[summary]]\nplace = " + "1" * 5_000, "30 characters"),
    "a place": ("[[summary]]\ntext = 'x'\nquote = 'plan'\nplace = " + "1" * DIGITS_MOST, "a number, such as 2"),
    "a line": (f"# {'x' * LINE_MOST}", "20,000 are the most"),
    "unknown keys": ("[[summary]]\nx = 1\n" * FACTS_MOST, "more than 100 mistakes"),
}
IN_FRONT = {
    "brackets": ("title: " + "[" * 9_000, "8 deep"),
    "braces": ("title: " + "{a: " * 4_000, "8 deep"),
    "length": ("title: x\n" + "#\n" * FRONT_MOST, "20,000 are the most"),
}


@pytest.mark.parametrize("name", IN_FACTS)
def test_facts_over_a_bound_are_refused(name: str, prompts: Prompts) -> None:
    text, said = IN_FACTS[name]
    _, problems = read_upload("x.zip", zipped({"article.md": ARTICLE, "facts.toml": text}))
    assert len(problems) <= PROBLEMS_MOST + 1
    assert said in prompts.sentence(problems[-1].error)


@pytest.mark.parametrize("name", IN_FRONT)
@pytest.mark.parametrize("ending", ["md", "zip"])
def test_front_matter_over_a_bound_is_refused(name: str, ending: str, prompts: Prompts) -> None:
    text, said = IN_FRONT[name]
    article = f"---\n{text}\n---\n{BODY}"
    data = article.encode() if ending == "md" else zipped({"article.md": article})
    pack, [problem] = read_upload(f"x.{ending}", data)
    assert pack is None
    assert said in prompts.sentence(problem.error)


@pytest.mark.parametrize("text", ["\n".join("a" * 100_000), "x" * 100_001])
def test_a_text_over_a_bound_is_refused_in_every_file(text: str) -> None:
    front = f"---\ntitle: x\n---\n\n{text}"
    for name, data in (
        ("x.txt", text.encode()),
        ("x.md", front.encode()),
        ("x.zip", zipped({"article.md": front})),
    ):
        pack, [problem] = read_upload(name, data)
        assert pack is None
        assert problem.error.code in ("paragraphs_too_many", "too_long")


@pytest.mark.parametrize("place", [10**4_000, -(10**4_000), 10**9])
def test_a_place_that_no_text_has_is_no_number(place: int, prompts: Prompts) -> None:
    with pytest.raises(FieldWrong) as raised:
        build_content("summary", {"text": "x", "quote": "plan", "place": place}, Grounds(Article(title="x", body=BODY)))
    assert "a number, such as 2" in prompts.sentence(raised.value)


def test_what_a_pack_needs_is_far_from_the_bounds(juarez: Pack) -> None:
    files = {name: content.decode() for name, content in write_pack(juarez).items()}
    check_toml(files["facts.toml"])
    assert 5 * len(juarez.facts) < FACTS_MOST


@pytest.mark.parametrize(
    "text",
    [
        'a = """' + "[" * 99 + "." * 99 + '"""',
        "a = '''" + "[" * 99 + "1" * 99 + "'''",
        'a = "' + "[" * 99 + '\\"' + "." * 99 + '"',
        "a = '" + "." * 99 + "' # " + "[" * 99,
        "# " + "a." * 99,
        'a = """x"""""\nb = "' + "." * 99 + '"',
        "\n".join(["a = 1.5", "[b.c.d]", "e = [1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5]"]),
        "x = [" + "[1.5], " * 20 + "]",
    ],
)
def test_what_is_written_in_a_text_is_not_counted(text: str) -> None:
    tomllib.loads(text)
    check_toml(text)


@given(st.text(alphabet="ab.=[]{}'\"#\\\n 1,", max_size=60))
def test_what_is_nested_too_deep_is_noticed_wherever_it_stands(text: str) -> None:
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    deep = _depth(found) > 2 * DEPTH_MOST
    try:
        check_toml(text)
    except Refusal:
        return
    assert not deep


def _depth(value: object) -> int:
    if isinstance(value, dict):
        return 1 + max(map(_depth, value.values()), default=0)
    return 1 + max(map(_depth, value), default=0) if isinstance(value, list) else 0


def test_the_ordinary_pack_is_read(prompts: Prompts) -> None:
    pack, problems = read_upload("x.zip", zipped({"article.md": ARTICLE, "facts.toml": FACTS}))
    assert pack is not None
    assert problems == []
