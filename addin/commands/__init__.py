"""What `kpibook` does on the command line: one module a command, named like it."""
