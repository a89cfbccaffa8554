"""Nothing done."""
#: kind: stub
#: base: release
