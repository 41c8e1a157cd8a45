"""What the fork server imports once: all that a kernel or a worker of the build would import for itself."""

import gc
import warnings

import matplotlib

matplotlib.use("agg")

import ipykernel.kernelapp
import ipykernel.zmqshell
import matplotlib.backends.backend_svg
import matplotlib.figure
import nbclient
import papermill

import baocao.report.components
import baocao.report.kernel
import baocao.report.render
import baocao.report.runner

# What is here for good is not searched for garbage again, nor copied for that, by every process that is forked.
gc.collect()
gc.freeze()
warnings.filterwarnings("ignore", module=r"IPython\.paths")  # a HOME that takes no files is no news of a report

__all__ = ["baocao", "ipykernel", "matplotlib", "nbclient", "papermill"]
