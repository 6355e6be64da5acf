"""What turns the pages into a site, one job a file."""
