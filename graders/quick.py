"""Imported first by our own program: what no notebook needs, and takes a second to import, is left out.

jsonschema looks for rfc3987_syntax, to check addresses (format "iri") that no notebook's schema asks for, and does
without it where it isn't installed.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
