"""What is entered at the residents' door."""
