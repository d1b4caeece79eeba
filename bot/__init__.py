"""The awards-season bot: film awards questions answered from a store of reviewed facts."""
