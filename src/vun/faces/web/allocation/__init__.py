"""Planning with proof: policy and inputs, scenarios, their results, and the draft plan made of one."""
