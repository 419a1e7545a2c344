"""Every Vietnamese text that a page, a command or a report shows goes through gettext, so that it has its English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import PACKAGE

# Rooms whose strings are read by people; records raise codes, samples hold data.
ROOMS = ("faces", "reports", "samples/cases")
# Strings that are data: people, places and papers of the rebuilt reports, and the patterns that read Vietnamese.
DATA = {
    "samples/cases/ben_tre/loading.py",
    "samples/cases/ben_tre/roster.py",
    "samples/cases/dinh_lap/district.py",
    "samples/cases/dinh_lap/loading.py",
    "samples/cases/lang_son/loading.py",
    "samples/cases/lang_son/year.py",
    "samples/cases/lao_cai/loading.py",
    "samples/cases/lao_cai/people.py",
    "samples/cases/quang_ninh/loading.py",
    "samples/cases/folk.py",
}
# Names of languages are written in the language itself.
OWN_NAMES = {"Tiếng Việt"}
# The names makemessages looks for; a call under any other name is found by nobody.
GETTEXT = {
    "_",
    "gettext",
    "gettext_lazy",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
}
VIETNAMESE = re.compile(
    r"[ăâđêôơưĂÂĐÊÔƠƯàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE
)
COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)
BLOCK = re.compile(r"\{% blocktrans(?:late)?\b.*?\{% endblocktrans(?:late)? %\}", re.DOTALL)
TAG = re.compile(r"\{% trans(?:late)? (?:\"[^\"]*\"|'[^']*').*?%\}|_\((?:\"[^\"]*\"|'[^']*')\)")


def python_leaks(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of string literals with Vietnamese letters that no catalogue can hold.

    That is, those outside a gettext call, or in one within an f-string, where makemessages does not look.
    Docstrings are prose.
    """
    tree = ast.parse(source)
    passed = {
        id(part)
        for node in ast.walk(tree)
        if (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT)
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        for part in ast.walk(node)
    } - {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and VIETNAMESE.search(node.value)
            and id(node) not in passed
            and node.value not in OWN_NAMES
        ):
            yield node.lineno, node.value


def template_leaks(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of template lines with Vietnamese letters outside comments and translation tags."""
    rest = source
    for pattern in (COMMENT, BLOCK, TAG):
        rest = pattern.sub(lambda match: "\n" * match[0].count("\n"), rest)
    for number, line in enumerate(rest.splitlines(), start=1):
        if VIETNAMESE.search(line) and not any(name in line for name in OWN_NAMES):
            yield number, line.strip()


def frozen_at_import(source: str) -> Iterator[int]:
    """Lines where a text is made while the module is read, in whatever language comes first.

    Either gettext runs instead of its lazy twin, or % fills a lazy text, which settles it.
    """
    tree = ast.parse(source)
    eager = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in {"gettext", "ngettext", "pgettext"}
    }
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in eager:
            yield node.lineno
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Call):
            yield node.lineno
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, ast.FunctionDef):
            waiting += [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]
        else:
            waiting += ast.iter_child_nodes(node)


def computed_ids(source: str) -> Iterator[int]:
    """Lines where gettext gets something else than a literal, which no catalogue can hold."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in GETTEXT
            and not isinstance(node.args[0], ast.Constant)
        ):
            yield node.lineno


def files(suffix: str) -> list[Path]:
    return [
        path
        for room in ROOMS
        for path in sorted((PACKAGE / room).rglob(f"*{suffix}"))
        if path.relative_to(PACKAGE).as_posix() not in DATA
    ]


@pytest.mark.parametrize(("suffix", "leaks"), [(".py", python_leaks), (".html", template_leaks)])
def test_no_vietnamese_text_bypasses_gettext(suffix, leaks) -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{line}: {text}"
        for path in files(suffix)
        for line, text in leaks(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("lines", [frozen_at_import, computed_ids])
def test_every_text_follows_the_reader(lines) -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{line}"
        for path in files(".py")
        for line in lines(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_what_bypasses_gettext_is_found() -> None:
    """Guards the test above."""
    assert list(python_leaks('"""Đơn vị."""\nname = _("Đơn vị")\nother = f"Lớp {name}"\n')) == [(3, "Lớp ")]
    assert list(
        frozen_at_import("from x import gettext as _\nA = _('Xã')\ndef f():\n    return _('Xã')\n")
    ) == [2]
    assert list(computed_ids("_('Xã')\n_(f'Xã {name}')\n_(label)\n")) == [2, 3]
    page = '{# Đơn vị #}\n<h1>{% translate "Đơn vị" %}</h1>\n<p title="Lớp">{{ name }}</p>\n'
    assert list(template_leaks(page)) == [(3, '<p title="Lớp">{{ name }}</p>')]
