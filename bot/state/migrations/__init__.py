"""The migrations of the state database, oldest first in versions/; a new one is a new file there."""
