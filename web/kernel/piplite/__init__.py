"""Stands in the place of the kernel's installer: here all that is needed is there."""
