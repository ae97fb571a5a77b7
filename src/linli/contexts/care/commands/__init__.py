"""Every change of care."""
