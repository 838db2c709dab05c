"""One returned file: opened safely, read, and understood. Nothing is judged here.

Doors: `folder` (files_below), `opening` (read_file), `reader` (read_workbook), `returned` (Returned,
Entry), `kept` (read_indicator), `indicators` (IndicatorState), `inspecting` (inspect), `package`
(Package), `package_error` (PackageError).
"""
