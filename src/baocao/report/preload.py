"""What the fork server imports once: all that a kernel or a worker of the build would import for itself."""

import gc
import warnings
from importlib import import_module

import matplotlib

matplotlib.use("agg")

CHARTS = tuple(f"baocao.report.chart.{name}" for name in ("levels", "movements", "shares", "timeline"))
ROOMS = ("baocao.report.components", "baocao.report.kernel", "baocao.report.render", "baocao.report.runner")
RUN = ("nbclient", "papermill", "tornado.platform.asyncio", "zmq.utils.garbage")
SHELL = (
    "ipykernel.kernelapp", "ipykernel.zmqshell", "ipykernel.debugger", "pdb", "sqlite3", "IPython.core.completerlib",
    "IPython.core.debugger", "IPython.core.logger", "IPython.core.oinspect", "IPython.extensions.storemagic",
)  # fmt: skip
"""Of these ipykernel and IPython name most only as texts, and import them as a kernel starts."""

for module in (*SHELL, *RUN, *ROOMS, *CHARTS):
    import_module(module)

# What is here for good is not searched for garbage again, nor copied for that, by every process that is forked.
gc.collect()
gc.freeze()
warnings.filterwarnings("ignore", module=r"IPython\.paths")  # a HOME that takes no files is no news of a report
