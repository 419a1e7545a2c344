"""Fund sources, dated cost norms, budgets by source and year."""
