"""A folder for PYTHONPATH: Python runs its `sitecustomize` before anything else."""
