"""From one year to the next: crosswalks, last year's answers, answers that are carried.

Doors: `member_answers` (MemberAnswers, Past), `crosswalk` (Crosswalk), `carrying` (carry), `last_year`
(LastYear), `last_year_cells` (last_cells), `remarks` (remarks_sheet), `retyped` (retyped), `campaign` (Campaign).
"""
