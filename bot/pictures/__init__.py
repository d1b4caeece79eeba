"""Pictures to share: what stands on them (`model`), where (`card`, `chart`), painting (`draw`), making (`studio`)."""
