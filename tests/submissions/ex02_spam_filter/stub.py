"""Nothing done: the release as it is handed out."""
#: kind: stub
#: base: release
