"""Views of duties."""
