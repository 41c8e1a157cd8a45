"""What the fork server imports once: all that a kernel or a worker of the build would import for itself."""

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

__all__ = ["baocao", "ipykernel", "matplotlib", "nbclient", "papermill"]
