"""Looking back on a period: computed once, as a document of sections made of a few shapes."""
