"""Stands in the place of the installer of a JupyterLite kernel: here all that is needed is there."""
