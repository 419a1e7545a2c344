"""Bến Tre 2012–2017: reserve cadres trained for posts of commune Party secretary and committee chair."""

from vun.samples.cases.ben_tre.counting import count
from vun.samples.cases.ben_tre.loading import load
from vun.samples.cases.case import Case

CASE = Case("ben-tre", load, count)
