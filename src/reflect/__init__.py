"""A command-line journal in which people who lead others examine their own leading."""

__version__ = "0.1.0"
