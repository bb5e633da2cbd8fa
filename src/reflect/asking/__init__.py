"""The interview: what is put to the person who writes, and the terminal that puts it."""
