"""What people hold: the six training tables of the personnel record, and the single table of the older forms."""

from vun.exchange.kinds.qualifications.kind import Qualifications

__all__ = ["Qualifications"]
