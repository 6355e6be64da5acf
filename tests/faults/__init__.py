"""Faults planted in the package, to see that the tests find each one."""
