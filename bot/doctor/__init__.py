"""What `awards-bot doctor` finds; see there for the order of the checks."""
