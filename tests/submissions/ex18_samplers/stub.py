"""The release, untouched."""
#: kind: stub
#: base: release
