"""Training plans: lines, quotas, budgets, versions."""
