"""Care: who is looked after, how closely, by whom, and what was promised to them."""
