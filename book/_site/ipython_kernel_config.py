"""How the cells of the book are run: quietly, and leaving no history."""

from ipykernel.iostream import OutStream

c = get_config()  # noqa: F821  (IPython gives it to this file)
c.HistoryManager.enabled = False
c.IPKernelApp.log_level = 40

# What a cell prints comes in one piece, however slow the machine: pieces are
# joined by line ends on the page.
OutStream.flush_interval = 600
