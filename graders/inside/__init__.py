"""What runs in the jail: the warm process and its two kinds of child. Started as programs; nobody imports them."""
