"""How the cells of the book are run: quietly, and leaving no history."""

c = get_config()  # noqa: F821  (IPython gives it to this file)
c.HistoryManager.enabled = False
c.IPKernelApp.log_level = 40
