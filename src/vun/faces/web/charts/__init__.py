"""Charts drawn on the server: pure functions from figures to safe markup.

Each is a figure whose title answers a question, with labels on the marks, links on the marks, and its table one click
away. Positions across are in per cent, so that a chart fits a phone and a sheet of paper with its letters unscaled.
Five colours that survive grey printing; no inline style.
"""

from vun.faces.web.charts.bars import Bullet, Share, bullet_bars, share_bars
from vun.faces.web.charts.bridge import Step, bridge
from vun.faces.web.charts.calendar import Span, gantt
from vun.faces.web.charts.flows import flows
from vun.faces.web.charts.lines import Line, lines
from vun.faces.web.charts.matrix import matrix
from vun.faces.web.charts.years import Series, stacked_years

__all__ = [
    "Bullet",
    "Line",
    "Series",
    "Share",
    "Span",
    "Step",
    "bridge",
    "bullet_bars",
    "flows",
    "gantt",
    "lines",
    "matrix",
    "share_bars",
    "stacked_years",
]
