"""The shapes of the data files.

Doors: `structure` (Edition), `wording` (Wording), `members` (MemberList), `kinds` (Kind), `formerly`, `held` (Data),
`model` (Model),
`letters` (LetterWords, Kind), `reporting` (CommonWords), `page_words` (PageWords), `document_words` (DocumentWords),
`figure_words` (FigureWords), `sheets` (SheetWords), `themes` (Lexicon), `reasons` (ReasonWords),
`public_words` (PublicWords).
"""
