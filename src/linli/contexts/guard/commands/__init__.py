"""Every change of guard."""
