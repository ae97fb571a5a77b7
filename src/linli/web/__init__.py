"""The page shell that every context shares."""
