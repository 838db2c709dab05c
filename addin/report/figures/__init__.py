"""The figures of the report, drawn once for the page and the documents, each with the table of what is drawn.

They are drawn by matplotlib: half the size of vl-convert, which is what Altair would need, and without a JavaScript
engine inside; under a licence like BSD's; a figure is the same to the byte each time; and it leaves exact control of
where labels in six languages stand, from right to left too.

Doors: `drawn` (figures_of), `member` (member_figure), `standard` (standard_figure), `figure` (Figure).
"""
