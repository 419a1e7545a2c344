"""Delegations, courses and study trips abroad: who goes, who permits it, and the reports that fall due afterwards."""
