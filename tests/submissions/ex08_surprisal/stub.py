"""The release as it is handed out: nothing answered."""
#: kind: stub
#: base: release
