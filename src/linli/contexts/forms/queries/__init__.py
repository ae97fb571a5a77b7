"""Reading forms and returns."""
