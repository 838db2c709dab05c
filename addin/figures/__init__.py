"""What a year's answers come to: counts, shares, changes and statistics, of all Members, a region or a standard.

Nothing here knows where the records came from, nor how a figure is shown: the sheets of the result and
the report count the same way because they count here.

Doors: `survey` (Survey), `distribution` (Distribution, by_indicator, by_standard), `response` (response_by_region),
`change` (changes_of, falls), `statistics` (summaries, outliers), `theme_counts` (count_themes),
`disclosure` (published), `years` (EarlierYear, YearShares, shares_of).
"""
