"""Lạng Sơn 2009: a province's training year against its plan, with what the report counts beyond its own classes."""

from vun.samples.cases.case import Case
from vun.samples.cases.lang_son.counting import count
from vun.samples.cases.lang_son.loading import load

CASE = Case("lang-son", load, count)
