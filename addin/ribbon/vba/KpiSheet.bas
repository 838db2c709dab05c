Attribute VB_Name = "KpiSheet"
Option Explicit

' The add-in's own sheet: configuration in columns A and B, the words of all languages from column D on.

Private Const SHEET_NAME As String = "kpibook.conf"
Private Const WORD_KEYS As Long = 4                     ' column D; each language is a column after it
Private Const INSTALLING As String = " addin install"
Private Const LANGUAGE_ROW As Long = 2                  ' the primary language number of Windows, as 9 for English

' The value configured for a key, upper or lower case alike; unchanged where there is none.
Public Sub ReadConfig(ByVal key As String, ByRef value As String)
    Dim own As Worksheet, at As Long
    Set own = ThisWorkbook.Worksheets(SHEET_NAME)
    at = 1
    Do While CStr(own.Cells(at, 1).Value) <> ""
        If UCase$(CStr(own.Cells(at, 1).Value)) = UCase$(key) Then value = CStr(own.Cells(at, 2).Value)
        at = at + 1
    Loop
End Sub

' The words for a key in Excel's display language, in English where they are missing, with the command as it runs on
' this computer where they name it.
Public Function KpiText(ByVal key As String) As String
    Dim own As Worksheet, at As Long
    Set own = ThisWorkbook.Worksheets(SHEET_NAME)
    KpiText = key
    at = 1
    Do While CStr(own.Cells(at, WORD_KEYS).Value) <> ""
        If CStr(own.Cells(at, WORD_KEYS).Value) = key Then
            KpiText = WithOwnCommand(CStr(own.Cells(at, WordColumn(own)).Value))
            Exit Function
        End If
        at = at + 1
    Loop
End Function

' The two letters of the language of these words.
Public Sub ReadLanguage(ByRef language As String)
    Dim own As Worksheet
    Set own = ThisWorkbook.Worksheets(SHEET_NAME)
    language = CStr(own.Cells(1, WordColumn(own)).Value)
End Sub

' The installation wrote the command down; where nobody installed, its name alone. It may come with what it was last
' run for: what follows it is said by the words.
Private Function WithOwnCommand(ByVal words As String) As String
    Dim command As String
    ReadConfig "COMMAND", command
    If Right$(command, Len(INSTALLING)) = INSTALLING Then command = Left$(command, Len(command) - Len(INSTALLING))
    If command = "" Then command = "kpibook"
    WithOwnCommand = Replace(words, "{command}", command)
End Function

Private Function WordColumn(ByVal own As Worksheet) As Long
    Dim language As Long, at As Long
    ReadDisplayLanguage language
    WordColumn = WORD_KEYS + 1
    at = WORD_KEYS + 1
    Do While CStr(own.Cells(LANGUAGE_ROW, at).Value) <> ""
        If CLng(own.Cells(LANGUAGE_ROW, at).Value) = language Then WordColumn = at
        at = at + 1
    Loop
End Function
