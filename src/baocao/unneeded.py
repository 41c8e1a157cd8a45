"""What a build's own processes leave unimported, though it is installed; importing this does it.

Only for processes that are ours alone (the command line, the fork server and what it forks): never for a kernel in
which people work.
"""

import sys

FORMATS = ("isoduration", "rfc3986_validator", "rfc3987_syntax", "uri_template", "webcolors")
"""With these jsonschema checks the format of texts, of which the schema of notebooks has none. They come with
JupyterLab and take a second and a half: one compiles a grammar of addresses, another brings a library of times."""
DEBUGGER = ("debugpy",)
"""Every kernel would import it as it starts, and nobody steps through the cells of a build."""

for name in (*FORMATS, *DEBUGGER):
    sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # an import of it fails, as if absent
