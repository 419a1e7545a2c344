"""Reports of years and units without records, kept by hand."""
