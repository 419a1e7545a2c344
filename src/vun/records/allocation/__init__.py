"""From the registry to a proposed plan: the policy, what can be planned with, scenarios and what came of them."""
