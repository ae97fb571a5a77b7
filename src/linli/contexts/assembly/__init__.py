"""The assembly (议事厅): votes, talks and meetings of a community, and what became of what was decided."""
