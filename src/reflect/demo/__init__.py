"""An invented leader: what she keeps track of, what happened to her, and what she wrote, as records of a journal."""
