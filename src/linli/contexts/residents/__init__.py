"""Who among the residents is at the door: phones tied to homes, and those for whom others act."""
