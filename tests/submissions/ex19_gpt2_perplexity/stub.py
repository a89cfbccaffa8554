"""The release, as handed out: nothing is done."""

#: kind: stub
#: base: release
