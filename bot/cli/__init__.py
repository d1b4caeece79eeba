"""The command line: one file for each verb, beside what they share."""
