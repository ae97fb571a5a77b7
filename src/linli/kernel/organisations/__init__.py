"""Bodies that act: residents' committee, subdistrict office, departments, property managers."""
