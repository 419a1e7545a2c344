"""Reports an office defines, relations it checks, and reports as they were signed."""
