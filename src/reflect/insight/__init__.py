"""What may be concluded from answers: the tests behind the readings, and the themes of a period; pure."""
