"""YAML as it is written: numbers as decimals with the digits printed, days as text, every mapping with its line."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml

from vun.common.errors import Problem

_DECIMAL = re.compile(r"[-+]?[0-9_]*\.?[0-9_]*(?:[eE][-+]?[0-9]+)?")


class Mapped(dict[Any, Any]):
    """A mapping that knows the line it begins on (from 1; 0 when it comes from no file) and those of its keys."""

    def __init__(self) -> None:
        super().__init__()
        self.line = 0
        self.lines: dict[str, int] = {}


class _Loader(yaml.SafeLoader):
    def construct_mapping_with_line(self, node: yaml.MappingNode) -> Any:
        made = Mapped()
        made.line = node.start_mark.line + 1
        yield made
        _refuse_repeated_keys(node)
        # After this, what "<<" brings in stands before the mapping's own, which wins.
        self.flatten_mapping(node)
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str | Decimal | bool | None):
                raise _refused("a key must be a text", key_node)
            made.lines[str(key)] = key_node.start_mark.line + 1
            made[key] = self.construct_object(value_node, deep=True)

    def construct_decimal(self, node: yaml.ScalarNode) -> Decimal | str:
        """The digits as printed. What YAML takes for a number but an office does not (.inf, .nan, 1:30) stays text."""
        text = str(node.value)
        if not _DECIMAL.fullmatch(text):
            return text
        try:
            return Decimal(text.replace("_", ""))
        except InvalidOperation:
            return text

    def construct_text(self, node: yaml.ScalarNode) -> str:
        return str(node.value)


def _refuse_repeated_keys(node: yaml.MappingNode) -> None:
    seen: set[str] = set()
    for key, _ in node.value:
        if isinstance(key, yaml.ScalarNode):
            if key.value in seen:
                raise _refused(f"the key {key.value} stands twice", key)
            seen.add(key.value)


def _refused(reason: str, node: yaml.Node) -> yaml.MarkedYAMLError:
    return yaml.constructor.ConstructorError(None, None, reason, node.start_mark)


_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.construct_mapping_with_line)
_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.construct_decimal)
_Loader.add_constructor("tag:yaml.org,2002:float", _Loader.construct_decimal)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_text)


def load(content: bytes, name: str) -> Any:
    """What the YAML text says. Raises Problem("figures.not_yaml") with the place, named after the file ``name``."""
    try:
        return yaml.load(content.decode("utf-8-sig"), _Loader)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f":{mark.line + 1}" if mark else ""
        raise Problem(
            "figures.not_yaml", place=f"{name}{line}", reason=error.problem or str(error)
        ) from error
    except (yaml.YAMLError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise Problem("figures.not_yaml", place=name, reason=reason) from error
    except RecursionError as error:
        raise Problem("figures.not_yaml", place=name, reason="nested too deeply") from error
