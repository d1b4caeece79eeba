"""The checks of the data files, one module per kind of mistake; each check yields DataProblems."""
