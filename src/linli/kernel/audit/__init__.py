"""What was done, by whom, to what, and why: append only, each entry sealed by the one before."""
