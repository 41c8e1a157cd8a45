"""What a build's own processes leave unimported, though it is installed; importing this does it.

jsonschema compiles a grammar of addresses, one second long, wherever JupyterLab's packages are installed, to check
the format of addresses in schemas; that of notebooks has none. Only for processes that are ours alone (the command
line, the fork server): never for a kernel in which people work.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # an import of it fails, as if absent
