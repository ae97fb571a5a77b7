"""Chinese office text: the same words written with other widths, spaces, brackets and marks made alike."""
