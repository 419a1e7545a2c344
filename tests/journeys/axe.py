"""All rules of axe on a page as it stands, nothing disabled.

Colours are what takes axe longest, and the rows of a list look alike: of elements alike in everything that makes a
contrast, their ancestors too, the first and the last that can be seen are judged.
"""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

_RUN = """async () => {
    const known = new Map([[null, ""]]);
    const likeness = (one) => {
        if (!known.has(one)) {
            const style = getComputedStyle(one);
            known.set(one, [
                likeness(one.parentElement), one.tagName, one.className, style.color, style.backgroundColor,
                style.backgroundImage, style.opacity, style.fontSize, style.fontWeight, style.position,
            ].join("|"));
        }
        return known.get(one);
    };
    const says = (one) => one.matches("input, select, textarea") ||
        [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const alike = new Map();
    for (const one of document.body.querySelectorAll("*")) {
        if (says(one) && one.checkVisibility({visibilityProperty: true})) {
            alike.set(likeness(one), [alike.get(likeness(one))?.[0] ?? one, one]);
        }
    }
    const judged = [...alike.values()].flat();
    judged.forEach((one) => one.setAttribute("data-judged", ""));
    axe.configure({rules: [{id: "color-contrast", selector: "[data-judged]"}]});
    const found = await axe.run({resultTypes: ["violations"]});
    judged.forEach((one) => one.removeAttribute("data-judged"));
    return found.violations.map((rule) => [rule.id, rule.nodes.map((node) => node.html)]);
}"""


def violations(page: Page) -> list[list[object]]:
    """Each rule that is broken and the elements that break it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[list[object]] = page.evaluate(_RUN)
    return found
