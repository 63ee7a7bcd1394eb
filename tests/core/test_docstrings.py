"""The errors that docstrings name: each is raised by what the function does, as far as its imports tell."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from bot.app.features import all_features
from bot.core.model.errors.base import Refusal

ROOT = Path(__file__).parents[2]
Node = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Function:
    """A function of ``bot``. ``mentions``: the names and attributes in it, of functions perhaps."""

    module: str
    owner: str
    node: Node
    raises: set[str]
    mentions: set[str]


@dataclass
class Module:
    """A module of ``bot``: its functions, and from which modules it has which names, or a whole module."""

    functions: list[Function]
    names: dict[str, str]
    modules: set[str]


def _said(text: str) -> set[str]:
    """Find what is said to be raised: the words behind "Raises", to the end of the sentence."""
    said = re.findall(r"\b[Rr]aises (.*?)(?:\.|;|:|$)", " ".join(text.split()))
    return {word for sentence in said for word in re.findall(r"\w+", sentence)}


def _names(node: ast.AST) -> set[str]:
    names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
    return names | {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)}


def _read(name: str, tree: ast.Module) -> Module:
    module = Module([], {}, set())
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bot"):
            for alias in node.names:
                module.names[alias.asname or alias.name] = str(node.module)
                module.modules.add(f"{node.module}.{alias.name}")
    owners = [("", tree.body), *((n.name, n.body) for n in tree.body if isinstance(n, ast.ClassDef))]
    for owner, body in owners:
        for node in body:
            if owner == "" and isinstance(node, ast.ClassDef):
                module.names[node.name] = name
            if isinstance(node, Node):
                raised = [n for n in ast.walk(node) if isinstance(n, ast.Raise)]
                raises = {word for each in raised for word in _names(each)}
                module.functions.append(Function(name, owner, node, raises, _names(node)))
    return module


def _read_all() -> dict[str, Module]:
    found = {}
    for path in sorted((ROOT / "bot").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        found[name] = _read(name, ast.parse(path.read_text(encoding="utf-8")))
    return found


def _reach(start: Function, modules: dict[str, Module], by_name: dict[str, list[Function]]) -> set[str]:
    """Return the names that a function raises, and every function that it may call by what its module has."""
    reached: set[str] = set()
    seen: set[int] = set()
    waiting = [start]
    while waiting:
        function = waiting.pop()
        reached |= function.raises
        here = modules[function.module]
        for mention in function.mentions:
            for other in by_name.get(mention, ()):
                own = other.module == function.module
                imported = other.module in here.modules or mention in here.names or other.owner in here.names
                if (own or imported) and id(other) not in seen:
                    seen.add(id(other))
                    waiting.append(other)
    return reached


def _refusals() -> set[str]:
    """Return the refusals that are raised as they are: not their bases, nor what libraries raise."""
    assert all_features().all  # every module that has some is imported
    found, waiting = set(), [Refusal]
    while waiting:
        kinds = waiting.pop().__subclasses__()
        waiting += kinds
        found |= {kind.__name__ for kind in kinds if not kind.__subclasses__()}
    return found


def test_what_is_said_to_be_raised_can_be() -> None:
    refusals, modules = _refusals(), _read_all()
    by_name: dict[str, list[Function]] = defaultdict(list)
    for module in modules.values():
        for function in module.functions:
            name = function.node.name
            by_name[function.owner if name == "__init__" else name].append(function)
    checked, wrong = 0, []
    for module in modules.values():
        for function in module.functions:
            if said := _said(ast.get_docstring(function.node) or "") & refusals:
                checked += 1
                missing = sorted(said - _reach(function, modules, by_name))
                wrong += [f"{function.module}.{function.node.name}: {name}" for name in missing]
    assert checked > 100
    assert not wrong, "\n".join(wrong)
