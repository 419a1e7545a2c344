"""What the browser is given: no inline code, whole vendored files, colours that can be read, a light first page."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

import vun.faces.web
from vun.faces.web.areas import AREAS
from vun.faces.web.navigation import NAVIGATION, PARTS

WEB = Path(vun.faces.web.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
VENDOR = WEB / "static" / "vendor"
CSS = (WEB / "static" / "vun" / "vun.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(WEB).as_posix())
def test_a_template_has_no_inline_style_script_or_handler(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.findall(r"\sstyle=|<style|\son[a-z]+=|\shx-on|javascript:|\sjs:", text)
    assert not [tag for tag in re.findall(r"<script[^>]*>", text) if "src=" not in tag]


def test_the_browser_library_is_of_the_line_that_is_pinned() -> None:
    assert re.search(r'version:"2\.0\.\d+"', (VENDOR / "htmx" / "htmx.min.js").read_text(encoding="utf-8"))


def test_every_symbol_used_is_in_the_sheet() -> None:
    sheet = set(re.findall(r'<symbol id="([^"]+)"', (VENDOR / "icons" / "icons.svg").read_text()))
    used = {name for path in TEMPLATES for name in re.findall(r'{% icon "([^"]+)"', path.read_text("utf-8"))}
    used |= {entry.symbol for entry in NAVIGATION}
    assert used - sheet == set()


def test_the_frame_weighs_at_most_150_kilobytes_compressed() -> None:
    texts = [
        VENDOR / "bootstrap" / "bootstrap.min.css",
        VENDOR / "htmx" / "htmx.min.js",
        VENDOR / "icons" / "icons.svg",
    ]
    texts += [WEB / "static" / "vun" / name for name in ("vun.css", "vun.js", "icon.svg")]
    fonts = list((VENDOR / "inter").glob("*.woff2"))
    weight = sum(len(gzip.compress(path.read_bytes())) for path in texts)
    weight += sum(path.stat().st_size for path in fonts)
    # 20 kB are left for the page itself.
    assert weight <= 130 * 1024


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


TOKENS = dict(re.findall(r"--([a-z-]+): #(\w{6});", CSS))


@pytest.mark.parametrize("ink", ["ink", "ink-soft", "accent", "accent-dark", "red", "amber"])
@pytest.mark.parametrize("ground", ["paper", "surface", "shade", "accent-pale"])
def test_text_can_be_read_on_every_ground(ink: str, ground: str) -> None:
    assert contrast(TOKENS[ink], TOKENS[ground]) >= 4.5


def test_marks_of_warning_can_be_read_on_their_own_ground() -> None:
    assert contrast(TOKENS["red"], TOKENS["red-pale"]) >= 4.5
    assert contrast(TOKENS["amber"], TOKENS["amber-pale"]) >= 4.5


def test_edges_of_fields_and_the_focus_ring_can_be_seen() -> None:
    for ground in ("paper", "surface", "shade"):
        assert contrast(TOKENS["line-strong"], TOKENS[ground]) >= 3
        assert contrast(TOKENS["focus"], TOKENS[ground]) >= 3


def test_the_navigation_follows_the_training_year() -> None:
    assert tuple(entry.area for entry in NAVIGATION) == tuple(area for area in AREAS if area not in PARTS)
    assert set(PARTS.values()) <= {entry.area for entry in NAVIGATION}
