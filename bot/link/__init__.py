"""Entity linking: from the words of an utterance to persons, works, songs and characters of the store."""
