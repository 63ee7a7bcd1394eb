"""Discord's own published description of its HTTP API, and what the bot sent held against it.

Where ``DISCORD_OPENAPI`` names the file; without it nothing is checked, and ``test_openapi.py`` says so.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT202012
from simcord import HttpLogEntry

VARIABLE = "DISCORD_OPENAPI"
_NAME = "urn:discord"
_METHODS = ("post", "put", "patch")


@cache
def _description() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(Path(os.environ[VARIABLE]).read_text(encoding="utf-8"))
    return read


@cache
def _operations() -> list[tuple[str, re.Pattern[str], str, str]]:
    """Method, pattern of the path, the path as described, and the kind of content; exact words come first."""
    found = []
    for path, methods in _description()["paths"].items():
        pattern = re.compile("/".join("[^/]+" if "{" in part else re.escape(part) for part in path.split("/")))
        for method in _METHODS:
            if content := methods.get(method, {}).get("requestBody", {}).get("content"):
                kind = "application/json" if "application/json" in content else next(iter(content))
                found.append((method.upper(), pattern, path, kind))
    return sorted(found, key=lambda operation: operation[2].count("{"))


@cache
def _validator(method: str, path: str, kind: str) -> Draft202012Validator:
    resource = DRAFT202012.create_resource(_description())
    registry: Registry[Any] = Registry().with_resource(_NAME, resource)
    steps = ("paths", path, method.lower(), "requestBody", "content", kind, "schema")
    pointer = "/".join(step.replace("~", "~0").replace("/", "~1") for step in steps)
    return Draft202012Validator({"$ref": f"{_NAME}#/{pointer}"}, registry=registry)


def _as_described(body: Any) -> Any:
    """The body with discord.py's one known habit turned: an upload's ``attachments[].id`` is a string there."""
    turned = deepcopy(body)
    if isinstance(turned, dict):
        for message in (turned, turned.get("data")):
            for attachment in (message or {}).get("attachments") or []:
                attachment["id"] = str(attachment["id"])
    return turned


def _deepest(error: ValidationError) -> ValidationError:
    """The cause that reaches furthest into the body: of a choice of forms, the one that was meant."""
    while error.context:
        error = max(error.context, key=lambda cause: (len(cause.absolute_path), cause.validator != "enum"))
    return error


def check_body(method: str, path: str, body: Any) -> None:
    """Raises AssertionError where Discord doesn't describe such a request, or describes it otherwise."""
    for name, pattern, described, kind in _operations():
        if name == method and pattern.fullmatch(path):
            error = next(_validator(method, described, kind).iter_errors(_as_described(body)), None)
            if error is not None:
                cause = _deepest(error)
                raise AssertionError(f"{method} {described}: {cause.json_path}: {cause.message[:300]}")
            return
    raise AssertionError(f"{method} {path} takes no body, as Discord describes it")


def check_requests(requests: Iterable[HttpLogEntry]) -> int:
    """Holds every body against the description, where there is one; returns how many."""
    if not os.environ.get(VARIABLE):
        return 0
    bodies = [(request.method, request.path, request.json) for request in requests if request.json is not None]
    for method, path, body in bodies:
        check_body(method, path, body)
    return len(bodies)
