"""From the reviewed files under data/ to the store: read, check, resolve names to ids, load."""
