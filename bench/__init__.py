"""How fast the package is, against torch and other libraries."""
