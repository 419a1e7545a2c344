"""Đình Lập 2017-2018: a district inside its province, its classes, its people and one township of it."""

from vun.samples.cases.case import Case
from vun.samples.cases.dinh_lap.counting import count
from vun.samples.cases.dinh_lap.loading import load

CASE = Case("dinh-lap", load, count)
