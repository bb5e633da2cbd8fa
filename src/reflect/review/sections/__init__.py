"""One file a section: a function of the material and two periods, or None where nothing is worth saying."""
