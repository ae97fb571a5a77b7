"""The people of the example city: families, names, work, health, and who said what about them."""
