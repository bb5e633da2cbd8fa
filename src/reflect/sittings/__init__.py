"""A sitting: opened with its questions fixed, held at the terminal or by a script, and what it gives back."""
