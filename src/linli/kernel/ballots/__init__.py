"""Ballot boxes: a roll, one vote for each seat whatever the channel, and a count that anybody can repeat."""
