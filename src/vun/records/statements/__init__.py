"""Reports of years and units without records, as figures kept by hand beside what is counted."""
