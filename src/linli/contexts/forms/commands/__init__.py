"""Every change of forms and returns."""
