"""Reading sheets with the house's own words: departments' forms are filled and rosters are read by them."""
