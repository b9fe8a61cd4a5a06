"""One training step of the derived kernels beside the engine, PyTorch and JAX: `make bench`."""
