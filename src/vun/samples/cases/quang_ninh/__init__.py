"""Quảng Ninh 2020: a plan of classes and money from records, goals for 2030 kept by hand."""

from vun.samples.cases.case import Case
from vun.samples.cases.quang_ninh.counting import count
from vun.samples.cases.quang_ninh.loading import load

CASE = Case("quang-ninh", load, count)
