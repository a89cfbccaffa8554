"""Nothing done yet."""

#: kind: stub
#: base: release
