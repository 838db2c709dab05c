"""The shapes of the data files.

Doors: `structure` (Edition), `wording` (Wording), `members` (MemberList), `kinds` (Kind), `formerly`,
`letters` (LetterWords, Kind), `reporting` (CommonWords), `themes` (Lexicon), `sheets`, and of a report
`page_words` (PageWords), `figure_words` (FigureWords), `document_words` (DocumentWords),
`public_words` (PublicWords).
"""
