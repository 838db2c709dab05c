"""What kpibook wrote before: known again by its digest, and nothing else replaced unasked.

Doors: `seal` (Sealed, seal_of, sealed_by, custom_properties), `table_seal` (is_own_table, table_digests,
sealed_package), `history_seal` (is_history), `database_seal` (is_database), `report_seal` (is_own_report, sealed),
`earlier_name` (is_earlier_name), `target` (check_target, try_place), `delivery` (Delivery, refuse_existing).
"""
