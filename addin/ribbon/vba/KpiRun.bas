Attribute VB_Name = "KpiRun"
Option Explicit

' Runs one Python entry point and puts Excel back as it was, whatever happens.
' Everything that works is a Sub: a Function could be called by a formula of a received workbook.

Private Const SENTENCE As Long = -2147220991           ' vbObjectError + 513: its description is for people
Private Const SAID As Long = -2147220990               ' what went wrong was said already
Private Const STOPPED_BY_KEY As Long = 18

Private commandUnderWay As String
Private wasSaid As Boolean                              ' a failure, while Python was to run

' On the workbook in front; nothing is asked and no setting is needed.
Public Sub RunHere(ByVal entry As String)
    On Error GoTo Failed
    If ActiveWorkbook Is Nothing Then Workbooks.Add
    RefuseUnsafeName ActiveWorkbook.Name
    RunEntry entry, False
    Exit Sub
Failed:
    ShowFailure Err.Number, Err.Description
End Sub

' On the workbook in front, which must be one that Excel lets others read.
Public Sub RunOnWorkbook(ByVal entry As String)
    Dim isProtectedView As Boolean
    LookForProtectedView isProtectedView
    If isProtectedView Then
        ShowSentence KpiText("protected-view")
    Else
        RunHere entry
    End If
End Sub

' With the settings in front, after every question was answered: `asked` names their settings.
Public Sub RunAsking(ByVal entry As String, ByVal asked As String)
    AskAndRun entry, asked, False
End Sub

' The same, after the person said that all of the answers are right.
Public Sub RunConfirmed(ByVal entry As String, ByVal asked As String)
    AskAndRun entry, asked, True
End Sub

' The only button that leaves the settings open and in front.
Public Sub ShowSettings()
    Dim book As Workbook, opened As Boolean
    On Error GoTo Failed
    OpenSettings book, opened
    book.Activate
    Exit Sub
Failed:
    ShowFailure Err.Number, Err.Description
End Sub

' Whether RunPython may run this command: only the one that a button has just asked for.
' A formula in a received workbook can call RunPython too, and gets nothing.
Public Function KpiAllows(ByVal command As String) As Boolean
    KpiAllows = Len(commandUnderWay) > 0 And command = commandUnderWay
End Function

' Says that Python could not be run, in the words of whoever noticed: nobody need say it again.
Public Sub TellFailure(ByVal text As String)
    wasSaid = True
    ShowSentence text
End Sub

' What was in front is there again, and the settings are closed where they were not open before, unless Python ran.
' Python closes the settings that were opened for it: on a Mac it has only begun when this is over.
Private Sub AskAndRun(ByVal entry As String, ByVal asked As String, ByVal isConfirmed As Boolean)
    Dim front As Workbook, book As Workbook, opened As Boolean, agreed As Boolean, answers As String
    Dim number As Long, description As String
    On Error GoTo Failed
    LetEscapeStop
    Set front = ActiveWorkbook
    Application.ScreenUpdating = False
    OpenSettings book, opened
    BringBack front
    Application.ScreenUpdating = True
    AskAll book.Worksheets(1), entry, asked, answers, agreed
    If agreed And isConfirmed Then AskToGoOn ConfirmationOf(asked, answers), agreed
    If agreed Then
        Application.ScreenUpdating = False
        WriteAll book.Worksheets(1), asked, answers
        SaveBook book
        book.Activate
        Application.ScreenUpdating = True       ' as Python finds it, so it leaves it: what it opens is painted
        RunEntry entry, opened
        If Not opened Then SaveBook book
    Else
        PutAway opened, front
    End If
    Application.ScreenUpdating = True
    Exit Sub
Failed:
    number = Err.Number
    description = Err.Description
    Resume PutBack      ' out of the handler first: an error inside it could not be caught
PutBack:
    PutAway opened, front
    Application.ScreenUpdating = True
    ShowFailure number, description
End Sub

Private Sub RunEntry(ByVal entry As String, ByVal opened As Boolean)
    Dim updating As Boolean, calculating As Long, status As Variant, number As Long, description As String
    Dim busy As String, isAtWork As Boolean
    updating = Application.ScreenUpdating
    calculating = Application.Calculation
    status = Application.StatusBar
    On Error GoTo Failed
    wasSaid = False
    LetPythonHearEscape
    ReadBusyText busy
    Application.StatusBar = busy
    ReadCommand entry, opened, commandUnderWay
    isAtWork = True
    RunPython commandUnderWay
    isAtWork = False
    LookForReceipt busy
PutBack:
    commandUnderWay = ""
    On Error Resume Next
    GiveEscapeBack
    Application.ScreenUpdating = updating
    Application.Calculation = calculating
    #If Mac Then
        ' RunPython returns at once on a Mac: the status bar is reset when Python ends, by CleanUp.
        If number <> 0 Then Application.StatusBar = status
    #Else
        Application.StatusBar = status
    #End If
    On Error GoTo 0
    If number <> 0 Then Err.Raise number, , description
    Exit Sub
Failed:
    number = Err.Number
    description = Err.Description
    If isAtWork And number <> STOPPED_BY_KEY Then
        ' All that RunPython itself does is to start a program: this one was not let start.
        number = SENTENCE
        description = Replace(KpiText("blocked"), "{error}", description)
    End If
    Resume PutBack      ' out of the handler first: an error inside it could not be caught
End Sub

' The only line that is ever handed over: all of it is the add-in's own.
Private Sub ReadCommand(ByVal entry As String, ByVal opened As Boolean, ByRef command As String)
    Dim language As String
    ReadLanguage language
    command = "import addin.macros; addin.macros." & entry & "('" & language & "', " & _
              IIf(opened, "True", "False") & ")"
End Sub

Private Sub ReadBusyText(ByRef busy As String)
    #If Mac Then
        busy = KpiText("running")
    #Else
        busy = KpiText("running-escape")
    #End If
End Sub

' Python gives the status bar back when it ends. Where it still says what stood there before, Python never began,
' though Windows reported nothing. On a Mac it has only just begun.
Private Sub LookForReceipt(ByVal busy As String)
    If wasSaid Then Err.Raise SAID
    #If Not Mac Then
        If CStr(Application.StatusBar) = busy Then Err.Raise SENTENCE, , KpiText("no-receipt")
    #End If
End Sub

' The answers, a tab after each, in the order of `asked`. Nothing is written before all are there.
Private Sub AskAll(ByVal settings As Worksheet, ByVal entry As String, ByVal asked As String, _
                   ByRef answers As String, ByRef agreed As Boolean)
    Dim names() As String, at As Long, value As String
    agreed = True
    answers = ""
    names = Split(asked, " ")
    For at = 0 To UBound(names)
        ReadSetting settings, names(at), value
        AskFor entry, names(at), value, agreed
        If Not agreed Then Exit Sub
        answers = answers & Replace(value, vbTab, " ") & vbTab
    Next at
End Sub

Private Sub ReadSetting(ByVal settings As Worksheet, ByVal setting As String, ByRef value As String)
    On Error GoTo Missing
    value = CStr(settings.Range("settings_" & setting).Value)
    Exit Sub
Missing:
    Err.Raise SENTENCE, , KpiText("settings-old")
End Sub

Private Sub WriteAll(ByVal settings As Worksheet, ByVal asked As String, ByVal answers As String)
    Dim names() As String, values() As String, at As Long
    names = Split(asked, " ")
    values = Split(answers, vbTab)
    For at = 0 To UBound(names)
        WriteSetting settings.Range("settings_" & names(at)), values(at)
    Next at
End Sub

' As text, so that nothing that was typed becomes a formula; a year as the number that its cell takes.
Private Sub WriteSetting(ByVal cell As Range, ByVal value As String)
    If value Like "####" Then
        cell.NumberFormat = "General"
        cell.Value = CLng(value)
    Else
        cell.NumberFormat = "@"
        cell.Value = value
    End If
End Sub

Private Function ConfirmationOf(ByVal asked As String, ByVal answers As String) As String
    Dim names() As String, values() As String, at As Long
    names = Split(asked, " ")
    values = Split(answers, vbTab)
    ConfirmationOf = KpiText("confirm-templates")
    For at = 0 To UBound(names)
        If Trim$(values(at)) = "" Then values(at) = KpiText("empty." & names(at))
        ConfirmationOf = Replace(ConfirmationOf, "{" & names(at) & "}", values(at))
    Next at
End Function

' The workbook with the settings, opened where it is not open yet. It is known by its
' full path, which the installation wrote: no other workbook of the same name is taken for it.
Private Sub OpenSettings(ByRef book As Workbook, ByRef opened As Boolean)
    Dim path As String
    ReadConfig "SETTINGS_BOOK", path
    If path = "" Then Err.Raise SENTENCE, , KpiText("not-installed")
    FindOpen path, book
    If book Is Nothing Then
        OpenSettingsFile path, book
        opened = True
    End If
End Sub

Private Sub FindOpen(ByVal path As String, ByRef book As Workbook)
    Dim candidate As Workbook
    For Each candidate In Workbooks
        If StrComp(candidate.FullName, path, vbTextCompare) = 0 Then Set book = candidate
    Next candidate
End Sub

Private Sub OpenSettingsFile(ByVal path As String, ByRef book As Workbook)
    On Error GoTo Missing
    Set book = Workbooks.Open(path)
    Exit Sub
Missing:
    Err.Raise SENTENCE, , Replace(KpiText("settings-missing"), "{path}", path)
End Sub

' Closes the settings, unsaved, where this button opened them, and brings back what was in front.
Private Sub PutAway(ByVal opened As Boolean, ByVal front As Workbook)
    Dim path As String, book As Workbook
    On Error Resume Next        ' Python may have closed them already
    If opened Then
        ReadConfig "SETTINGS_BOOK", path
        FindOpen path, book
        If Not book Is Nothing Then book.Close False
    End If
    BringBack front
End Sub

Private Sub BringBack(ByVal front As Workbook)
    If Not front Is Nothing Then front.Activate
End Sub

' The name of the workbook in front is part of a command line: characters that a shell reads as
' more than a name are refused.
Private Sub RefuseUnsafeName(ByVal name As String)
    Dim at As Long, character As String, refused As String
    refused = "`$""=%|\"
    For at = 1 To Len(name)
        character = Mid$(name, at, 1)
        If InStr(refused, character) > 0 Or (AscW(character) >= 0 And AscW(character) < 32) Then
            Err.Raise SENTENCE, , Replace(Replace(KpiText("unsafe-name"), "{name}", name), "{character}", character)
        End If
    Next at
End Sub

Private Sub ShowFailure(ByVal number As Long, ByVal description As String)
    If number = SAID Then Exit Sub
    If number = SENTENCE Then
        ShowSentence description
    ElseIf number = STOPPED_BY_KEY Then
        ShowSentence KpiText("stopped")
    Else
        ShowSentence Replace(KpiText("failed"), "{error}", description)
    End If
End Sub
