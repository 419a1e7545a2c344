"""The English pages speak of the same papers: dates and numbers are written as on them."""

from vun.config.formats.vi.formats import *  # noqa: F403
