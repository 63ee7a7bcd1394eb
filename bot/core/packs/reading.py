"""Article packs: ``article.md`` and ``facts.toml``, in a folder or as two texts.

Reading never raises for what a pack holds: it returns the pack and a list of problems, each with its file, its
fact and its line, so that a teacher sees all of them at once.
"""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.core.model import article_fields
from bot.core.model.article import Article
from bot.core.model.bounds import FACTS_MOST, FILE_MOST, PROBLEMS_MOST
from bot.core.model.errors.base import Refusal
from bot.core.model.errors.facts import ControlCharacter, FactsTooMany, FieldUnknown, FieldWrong
from bot.core.model.fact import KINDS, Content
from bot.core.model.fact_fields import build_content, codepoint, find_control
from bot.core.model.grounds import Grounds
from bot.core.model.quotes import paragraph_spans, unify_lines
from bot.core.model.translations import bare
from bot.core.packs import errors
from bot.core.packs.holding import check_front_matter, check_toml
from bot.core.packs.toml_lines import fact_lines

ARTICLE_FILE = "article.md"
FACTS_FILE = "facts.toml"
FRONT_KEYS = (*article_fields.ARTICLE_FIELDS, "remarks")
_SLUG = "slug"


@dataclass(frozen=True)
class Problem:
    """What is wrong with a pack, and where. ``line`` counts from 1; ``fact`` is as in ``figure 2``."""

    file: Path
    error: Refusal
    line: int | None = None
    fact: str | None = None


@dataclass(frozen=True)
class Pack:
    """An article with its facts, in the order of the file. ``slug``: from the front matter, else the folder's name."""

    slug: str
    article: Article
    facts: tuple[Content, ...] = ()


@dataclass
class Reading:
    """One pack being read; ``folder`` is where its files are, and nothing where they aren't on a disk."""

    folder: Path = Path()
    problems: list[Problem] = field(default_factory=list)

    def note(self, file: str, error: Refusal, line: int | None = None, fact: str | None = None) -> None:
        """Note what is wrong. After so many mistakes it is noted once that there are more."""
        if len(self.problems) == PROBLEMS_MOST:
            error, line, fact = errors.ProblemsMany(PROBLEMS_MOST), None, None
        if len(self.problems) <= PROBLEMS_MOST:
            self.problems.append(Problem(self.folder / file, error, line, fact))

    def load(self, file: str) -> str | None:
        """Load a file from disk. Returns its text, or None with the problem noted."""
        path = self.folder / file
        try:
            if not path.resolve().is_relative_to(self.folder.resolve()):
                raise errors.FileOutside
            size = path.stat().st_size
            if size > FILE_MOST:
                raise errors.FileTooBig(size // 1000, FILE_MOST // 1000)
            return self.decode(file, path.read_bytes())
        except FileNotFoundError:
            self.note(file, errors.FileMissing())
        except (OSError, RuntimeError) as error:
            self.note(file, errors.FileUnreadable(getattr(error, "strerror", None) or type(error).__name__))
        except Refusal as refusal:
            self.note(file, refusal)
        return None

    def decode(self, file: str, raw: bytes, encoding: str = "utf-8-sig") -> str | None:
        """Decode the bytes of a file, or return None with the problem noted."""
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError as error:
            self.note(file, errors.NotText(), error.object[: error.start].count(b"\n") + 1)
            return None

    def clean(self, file: str, written: str | None) -> str | None:
        """Return the text with its lines ending as LF, or None with the problem noted."""
        if written is None:
            return None
        text = unify_lines(written)
        if (at := find_control(text)) is not None:
            self.note(file, ControlCharacter(codepoint(text[at])), text[:at].count("\n") + 1)
            return None
        return text


def read_pack(folder: Path) -> tuple[Pack | None, list[Problem]]:
    """Read the pack in a folder and what is wrong with it; None where the article itself can't be read."""
    reading = Reading(folder)
    return _parse(reading, folder.resolve().name, reading.load(ARTICLE_FILE), lambda: reading.load(FACTS_FILE))


def parse_pack(slug: str, article_text: str, facts_text: str | None) -> tuple[Pack | None, list[Problem]]:
    """Parse the pack that the texts of its two files make, as ``read_pack``; no ``facts_text`` is no facts."""
    return _parse(Reading(), slug, article_text, lambda: facts_text)


def _parse(
    reading: Reading, slug: str, article_text: str | None, facts_text: Callable[[], str | None]
) -> tuple[Pack | None, list[Problem]]:
    """Parse both texts: the facts are asked for only where there is an article, without which none can be checked."""
    text = reading.clean(ARTICLE_FILE, article_text)
    found = None if text is None else _parse_article(reading, text)
    if found is None:
        return None, reading.problems
    article, own_slug = found
    text = reading.clean(FACTS_FILE, facts_text())
    facts = () if text is None else tuple(_parse_facts(reading, text, Grounds(article)))
    return Pack(own_slug or slug, article, facts), reading.problems


def _parse_article(reading: Reading, text: str) -> tuple[Article, str] | None:
    """Return the article, and its short name where the front matter gives one."""
    if not text.startswith("---\n") or (closing := text.find("\n---\n", 3)) < 0:
        reading.note(ARTICLE_FILE, errors.FrontMatterMissing(), 1)
        return None
    front, lines = _front_matter(reading, text[4 : closing + 1])
    if front is None:
        return None
    try:
        body = article_fields.check_body(text[closing + 5 :])
    except Refusal as error:
        reading.note(ARTICLE_FILE, error)
        return None
    slug = str(front.pop(_SLUG, ""))
    remarks: list[int] = []
    paragraphs = len(paragraph_spans(body))
    for number in front.pop("remarks", ()):
        try:
            remarks += article_fields.check_remarks([number], paragraphs)
        except Refusal as error:
            reading.note(ARTICLE_FILE, error, lines["remarks"])
    try:
        return article_fields.build_article(front, body, remarks), slug
    except Refusal as error:
        reading.note(ARTICLE_FILE, error, lines.get(getattr(error, "field", "remarks"), 1))
        return None


def _front_matter(reading: Reading, text: str) -> tuple[dict[str, Any] | None, dict[str, int]]:
    """Return the front matter's values and the line of each key; scalars stay as they are written."""
    lines: dict[str, int] = {}
    try:
        check_front_matter(text)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except Refusal as refusal:
        reading.note(ARTICLE_FILE, refusal, 1)
        return None, lines
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error) or "nested too deeply"
        reading.note(ARTICLE_FILE, errors.NotParsed("YAML", reason), mark.line + 2 if mark else 1)
        return None, lines
    front: dict[str, Any] = {}
    if not isinstance(root, yaml.MappingNode):
        reading.note(ARTICLE_FILE, errors.FrontMatterMissing(), 1)
        return None, lines
    for key_node, value in root.value:
        key = str(key_node.value)
        lines[key] = key_node.start_mark.line + 2
        try:
            front[key] = _front_value(key, value)
        except Refusal as error:
            reading.note(ARTICLE_FILE, error, lines[key])
    return {key: value for key, value in front.items() if value is not None}, lines


def _front_value(key: str, node: yaml.Node) -> str | tuple[int, ...] | None:
    if key == "remarks":
        if not isinstance(node, yaml.SequenceNode):
            raise FieldWrong(key, "paragraphs")
        values = [n.value for n in node.value if isinstance(n, yaml.ScalarNode)]
        if len(values) != len(node.value) or not all(v.isascii() and v.isdigit() for v in values):
            raise FieldWrong(key, "paragraphs")
        return tuple(int(v[:9]) for v in values)
    if key == _SLUG and isinstance(node, yaml.ScalarNode):
        return node.value.strip() if len(node.value) <= article_fields.SLUG_MOST else article_fields.slugify(node.value)
    if key not in article_fields.ARTICLE_FIELDS:
        raise FieldUnknown(key, (_SLUG, *FRONT_KEYS))
    return article_fields.check_field(key, node.value if isinstance(node, yaml.ScalarNode) else node)


def _parse_facts(reading: Reading, text: str, grounds: Grounds) -> Iterator[Content]:
    try:
        check_toml(text)
        tables = tomllib.loads(text)
    except Refusal as refusal:
        reading.note(FACTS_FILE, refusal)
        return
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        reason, _, where = str(error).partition(" (at ")
        line = where.removeprefix("line ").split(",")[0]
        if isinstance(error, RecursionError):
            reading.note(FACTS_FILE, errors.NotParsed("TOML", "nested too deeply"))
        else:  # it says "at line 3, column 1" or "at end of document"
            number = int(line) if line.isdigit() else text.count("\n") + 1
            reading.note(FACTS_FILE, errors.NotParsed("TOML", reason), number)
        return
    count = sum(len(entries) for entries in tables.values() if isinstance(entries, list))
    if count > FACTS_MOST:
        reading.note(FACTS_FILE, FactsTooMany(count, FACTS_MOST))
        return
    lines = fact_lines(text)
    there: dict[Content, tuple[str, int | None]] = {}
    for kind, entries in tables.items():
        if kind not in KINDS:
            reading.note(FACTS_FILE, FieldUnknown(kind, KINDS), lines.top.get(kind))
            continue
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            reading.note(FACTS_FILE, FieldWrong(kind, "table"), lines.top.get(kind))
            continue
        for number, entry in enumerate(entries, 1):
            name = f"{kind} {number}"
            try:
                content = build_content(KINDS[KINDS.index(kind)], entry, grounds)
            except Refusal as error:
                culprit = getattr(error, "field", None) or "quote"
                reading.note(FACTS_FILE, error, lines.line(kind, number, culprit), name)
                continue
            at = lines.line(kind, number, "")
            first = there.setdefault(bare(content), (name, at))
            if first[0] == name:
                yield content
            else:
                reading.note(FACTS_FILE, errors.FactTwice(first[0], first[1] or 0), at, name)


def pack_folders(where: Path) -> list[Path]:
    """Return the pack folders that a path names: itself, or those in it."""
    if (where / ARTICLE_FILE).exists() or (where / FACTS_FILE).exists() or not where.is_dir():
        return [where]
    return sorted(p for p in where.iterdir() if p.is_dir() and not p.name.startswith((".", "_"))) or [where]


def find_pack(where: Path, name: str) -> Path:
    """Find the folder of a pack by its slug. Raises PackUnknown."""
    folders = {p.name: p for p in pack_folders(where) if (p / ARTICLE_FILE).exists()}
    if name not in folders:
        raise errors.PackUnknown(name, tuple(folders))
    return folders[name]
