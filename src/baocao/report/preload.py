"""What the fork server imports once: all that a kernel or a worker of the build would import for itself."""

import gc
import warnings
from datetime import date
from decimal import Decimal
from importlib import import_module

import matplotlib

from baocao.report.build_record import versions
from baocao.report.chart.canvas import measure
from baocao.report.messages import LANGUAGES, catalogue
from baocao.report.number import day, number
from baocao.report.source_hash import PRINTER, RULES, source_hash

matplotlib.use("agg")

CHARTS = tuple(f"baocao.report.chart.{name}" for name in ("levels", "movements", "shares", "timeline"))
ROOMS = (
    "baocao.corrections.merge",
    *(f"baocao.report.{name}" for name in ("components", "fork", "forked", "index", "kernel", "render", "runner")),
)
RUN = ("nbclient", "papermill", "tornado.platform.asyncio", "zmq.utils.garbage")
SHELL = (
    "ipykernel.kernelapp", "ipykernel.zmqshell", "ipykernel.debugger", "pdb", "IPython.core.completerlib",
    "IPython.core.debugger", "IPython.core.logger", "IPython.core.oinspect", "IPython.extensions.storemagic",
)  # fmt: skip
"""Of these ipykernel and IPython name most only as texts, and import them as a kernel starts."""

for module in (*SHELL, *RUN, *ROOMS, *CHARTS):
    import_module(module)

# What is the same for every report, and would be worked out by each kernel anew.
versions()
for parts in (RULES, PRINTER):
    source_hash(parts)
for lang in LANGUAGES:
    catalogue(lang)
    number(Decimal("1.5"), lang)
    day(date(2000, 1, 1), lang)
for weight in ("normal", "bold"):
    measure(" ", weight=weight)

# What is here for good is not searched for garbage again, nor copied for that, by every process that is forked.
gc.collect()
gc.freeze()
warnings.filterwarnings("ignore", module=r"IPython\.paths")  # a HOME that takes no files is no news of a report
