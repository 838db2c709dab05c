"""Where everything sits.

Doors: `layout` (Layout), `drawing` (layout_of), `places` (Place, Slot), `columns` (StandardColumn), `lists`
(lists_of), `names`, `stamp` (Stamp, read_stamp).
"""
