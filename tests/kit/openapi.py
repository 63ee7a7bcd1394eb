"""Discord's own description of its HTTP API, held against what the bot sent.

Where the environment variable DISCORD_OPENAPI names the file (OpenAPI 3.1), every body that a test sent under SimCord
must fit the schema of its path; without it nothing is checked, and ``test_openapi.py`` says so. The description
forbids no unknown fields, so this finds wrong values and missing fields, not fields that Discord ignores.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError, validators
from jsonschema.exceptions import best_match
from referencing import Registry
from referencing.jsonschema import DRAFT202012
from simcord import HttpLogEntry

VARIABLE = "DISCORD_OPENAPI"
_URI = "urn:discord"


def check_requests(requests: Iterable[HttpLogEntry]) -> int:
    """Holds every body against the description, where there is one; returns how many."""
    if not os.environ.get(VARIABLE):
        return 0
    bodies = [(request.method, request.path, request.json) for request in requests if request.json is not None]
    for method, path, body in bodies:
        check_body(method, path, body)
    return len(bodies)


def check_body(method: str, path: str, body: Any) -> None:
    """Raises AssertionError where Discord doesn't describe such a request, or describes it otherwise."""
    try:
        _load(os.environ[VARIABLE]).check(method, path, body)
    except Misfit as misfit:
        raise AssertionError(f"{method} {path}: {misfit}") from None


class Misfit(Exception):
    """How a request differs from the description."""


# Known differences between discord.py and the description: turned before the check, each for its reason.


def _attachment_ids(body: Any) -> None:
    """discord.py numbers the files of an upload, and Discord takes that; the description has snowflakes: strings."""
    holders = [body, body.get("data")] if isinstance(body, dict) else []
    for holder in holders:
        attachments = holder.get("attachments") if isinstance(holder, dict) else None
        for attachment in attachments if isinstance(attachments, list) else ():
            if isinstance(attachment, dict) and type(attachment.get("id")) is int:
                attachment["id"] = str(attachment["id"])


DIFFERENCES: Sequence[Callable[[Any], None]] = [_attachment_ids]


class Description:
    """The paths and schemas of one description."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        templates: list[str] = list(document["paths"])
        self._paths = [(template.strip("/").split("/"), template) for template in templates]
        self._registry: Registry[Any] = Registry().with_resource(_URI, DRAFT202012.create_resource(document))
        unions = {"oneOf": self._union("oneOf"), "anyOf": self._union("anyOf")}
        self._checker: Any = validators.extend(Draft202012Validator, unions)  # type: ignore[no-untyped-call]
        self._validators: dict[tuple[str, str], Any] = {}
        self._fitting: set[tuple[str, str, str]] = set()  # every test syncs the same commands

    def check(self, method: str, path: str, body: Any) -> None:
        """Raises Misfit where the description has no such request, or another body for it."""
        method = method.lower()
        template = self._template(method, path)
        text = json.dumps(body)  # as it goes out: a tuple is an array
        if (method, template, text) in self._fitting:
            return
        turned = json.loads(text)
        for turn in DIFFERENCES:
            turn(turned)
        error = best_match(self._validator(method, template).iter_errors(turned))
        if error is not None:
            raise Misfit(_words(error))
        self._fitting.add((method, template, text))

    def _template(self, method: str, path: str) -> str:
        """The most literal template: ``@original`` rather than ``{message_id}``."""
        parts = re.sub(r"^/api(/v\d+)?(?=/)", "", path.split("?")[0]).strip("/").split("/")
        found = [
            (sum(one == other for one, other in zip(segments, parts, strict=True)), template)
            for segments, template in self._paths
            if len(segments) == len(parts)
            and all(one == other or one.startswith("{") for one, other in zip(segments, parts, strict=True))
        ]
        if not found:
            raise Misfit("takes no body: Discord describes no such path")
        fitting = [(literals, template) for literals, template in found if method in self._document["paths"][template]]
        if not fitting:
            raise Misfit(f"takes no body: no such method for {max(found)[1]}")
        return max(fitting)[1]

    def _validator(self, method: str, template: str) -> Any:
        if (method, template) not in self._validators:
            content = self._document["paths"][template][method].get("requestBody", {}).get("content", {})
            kind = next((kind for kind in ("application/json", "multipart/form-data") if kind in content), None)
            if kind is None:
                raise Misfit("takes no body")
            steps = ["paths", template, method, "requestBody", "content", kind, "schema"]
            pointer = "/".join(step.replace("~", "~0").replace("/", "~1") for step in steps)
            schema = {"$ref": f"{_URI}#/{pointer.replace('{', '%7B').replace('}', '%7D')}"}
            self._validators[method, template] = self._checker(schema, registry=self._registry)
        return self._validators[method, template]

    def _union(self, keyword: str) -> Callable[[Any, Any, Any, Any], Iterator[ValidationError]]:
        """The keyword, quicker, and with the errors of the branch that was meant instead of one for the whole union."""
        usual: Any = Draft202012Validator.VALIDATORS[keyword]

        def union(validator: Any, branches: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
            if all("const" in branch for branch in branches):
                if instance not in (values := [branch["const"] for branch in branches]):
                    yield ValidationError(f"{instance!r} is none of {values}")
                return
            if instance is not None:
                branches = [branch for branch in branches if branch.get("type") != "null"]
            types = [self._types(branch) for branch in branches]
            if isinstance(instance, dict) and "type" in instance and all(each is not None for each in types):
                branches = [b for b, each in zip(branches, types, strict=True) if instance["type"] in (each or ())]
                if not branches:
                    known = sorted(value for each in types for value in each or ())
                    yield ValidationError(f"type {instance['type']!r} is none of {known}", path=["type"])
            if len(branches) == 1:
                yield from validator.descend(instance, branches[0])
            elif branches:
                for error in usual(validator, branches, instance, schema):
                    yield from _nearest(error.context) or [error]

        return union

    def _types(self, branch: Mapping[str, Any]) -> list[Any] | None:
        """The values of ``type`` that this branch of a union takes; None where it isn't told by its type."""
        if "$ref" in branch:
            branch = self._document["components"]["schemas"][branch["$ref"].rsplit("/", 1)[1]]
        kind = branch.get("properties", {}).get("type", {}) if branch.get("type") == "object" else {}
        found: list[Any] | None = [kind["const"]] if "const" in kind else kind.get("enum")
        return found


@lru_cache
def _load(path: str) -> Description:
    return Description(json.loads(Path(path).read_text(encoding="utf-8")))


def _nearest(errors: Iterable[ValidationError]) -> list[ValidationError]:
    """The errors of the branch that has the fewest."""
    branches: dict[Any, list[ValidationError]] = {}
    for error in errors:
        branches.setdefault(error.schema_path[0], []).append(error)
    return min(branches.values(), key=len, default=[])


def _words(error: ValidationError) -> str:
    """Where, what and, for a limit, how much."""
    what = error.message
    if len(what) > 160:
        what = f"{what[:60]} … {what[-80:]}"
    limit = f" ({error.validator} {error.validator_value})" if isinstance(error.validator_value, int) else ""
    return f"{error.json_path}: {what}{limit}"
