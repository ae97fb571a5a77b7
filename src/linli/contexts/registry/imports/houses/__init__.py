"""Sheets of buildings (楼栋表): what stands in a community, entrance by entrance or door by door."""
