"""Places: subdistrict, community, grid, compound, building, entrance; parent and code prefix."""
