"""Finding stored facts and quotes by meaning."""
