"""Lào Cai 2010–2015: commune cadres and civil servants trained, and how many meet the standard."""

from vun.samples.cases.case import Case
from vun.samples.cases.lao_cai.counting import count
from vun.samples.cases.lao_cai.loading import load

CASE = Case("lao-cai", load, count)
