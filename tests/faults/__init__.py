"""The fault suite: kills, power cuts, full disks, locks, hostile text. README.md has the table of its rows."""
