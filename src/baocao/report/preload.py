"""What the fork server imports once: all that a kernel or a render worker would import for itself."""

import matplotlib

matplotlib.use("agg")

import matplotlib.backends.backend_svg
import matplotlib.figure
