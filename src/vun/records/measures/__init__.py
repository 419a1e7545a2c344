"""What follows study: reward for good results, measures for poor ones, discipline for refusing to go."""
