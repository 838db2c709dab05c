Attribute VB_Name = "KpiRun"
Option Explicit

' Runs one Python entry point and puts Excel back as it was, whatever happens.
' Everything that works is a Sub: a Function could be called by a formula of a received workbook.

Private Const SENTENCE As Long = -2147220991           ' vbObjectError + 513: its description is for people
Private Const STOPPED_BY_KEY As Long = 18

Private commandUnderWay As String

' On the workbook in front.
Public Sub RunHere(ByVal entry As String)
    On Error GoTo Failed
    If ActiveWorkbook Is Nothing Then Workbooks.Add
    RefuseUnsafeName ActiveWorkbook.Name
    RunEntry entry
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

' With the settings in front.
Public Sub RunOnSettings(ByVal entry As String)
    Dim book As Workbook
    On Error GoTo Failed
    OpenSettings book
    RunEntry entry
    SaveBook book
    Exit Sub
Failed:
    ShowFailure Err.Number, Err.Description
End Sub

' With the settings in front, after the person said that they are right.
Public Sub RunConfirmed(ByVal entry As String)
    Dim book As Workbook, agreed As Boolean
    On Error GoTo Failed
    OpenSettings book
    AskToGoOn ConfirmationOf(book.Worksheets(1)), agreed
    If Not agreed Then Exit Sub
    SaveBook book
    RunEntry entry
    SaveBook book
    Exit Sub
Failed:
    ShowFailure Err.Number, Err.Description
End Sub

' With the settings in front, on the folder that the person picks.
Public Sub RunOnFolder(ByVal entry As String)
    Dim book As Workbook, folder As String
    On Error GoTo Failed
    OpenSettings book
    folder = CStr(book.Worksheets(1).Range("settings_folder").Value)
    PickFolder KpiText("pick-folder"), folder
    If folder = "" Then Exit Sub
    book.Worksheets(1).Range("settings_folder").Value = folder
    SaveBook book
    RunEntry entry
    SaveBook book
    Exit Sub
Failed:
    ShowFailure Err.Number, Err.Description
End Sub

Public Sub ShowSettings()
    Dim book As Workbook
    On Error GoTo Failed
    OpenSettings book
    Exit Sub
Failed:
    ShowFailure Err.Number, Err.Description
End Sub

' Whether RunPython may run this command: only the one that a button has just asked for.
' A formula in a received workbook can call RunPython too, and gets nothing.
Public Function KpiAllows(ByVal command As String) As Boolean
    KpiAllows = Len(commandUnderWay) > 0 And command = commandUnderWay
End Function

Private Sub RunEntry(ByVal entry As String)
    Dim updating As Boolean, calculating As Long, status As Variant, number As Long, description As String
    updating = Application.ScreenUpdating
    calculating = Application.Calculation
    status = Application.StatusBar
    On Error GoTo Failed
    LetEscapeStop
    Application.StatusBar = KpiText("running")
    commandUnderWay = "import addin.macros; addin.macros." & entry & "()"
    RunPython commandUnderWay
PutBack:
    commandUnderWay = ""
    On Error Resume Next
    Application.ScreenUpdating = updating
    Application.Calculation = calculating
    #If Mac Then
        ' RunPython returns at once on a Mac: the status bar is reset when Python ends.
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
    Resume PutBack      ' out of the handler first: an error inside it could not be caught
End Sub

' The workbook with the settings, opened where it is not open yet, and in front. It is known by its
' full path, which the installation wrote: no other workbook of the same name is taken for it.
Private Sub OpenSettings(ByRef book As Workbook)
    Dim path As String, candidate As Workbook
    ReadConfig "SETTINGS_BOOK", path
    If path = "" Then Err.Raise SENTENCE, , KpiText("not-installed")
    For Each candidate In Workbooks
        If StrComp(candidate.FullName, path, vbTextCompare) = 0 Then Set book = candidate
    Next candidate
    If book Is Nothing Then OpenSettingsFile path, book
    book.Activate
End Sub

Private Sub OpenSettingsFile(ByVal path As String, ByRef book As Workbook)
    On Error GoTo Missing
    Set book = Workbooks.Open(path)
    Exit Sub
Missing:
    Err.Raise SENTENCE, , Replace(KpiText("settings-missing"), "{path}", path)
End Sub

Private Function ConfirmationOf(ByVal settings As Worksheet) As String
    Dim question As String, member As String
    member = CStr(settings.Range("settings_member").Value)
    If member = "" Then member = KpiText("no-member")
    question = KpiText("confirm-templates")
    question = Replace(question, "{year}", CStr(settings.Range("settings_year").Value))
    question = Replace(question, "{language}", CStr(settings.Range("settings_language").Value))
    question = Replace(question, "{member}", member)
    ConfirmationOf = Replace(question, "{out}", CStr(settings.Range("settings_out").Value))
End Function

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
    If number = SENTENCE Then
        ShowSentence description
    ElseIf number = STOPPED_BY_KEY Then
        ShowSentence KpiText("stopped")
    Else
        ShowSentence Replace(KpiText("failed"), "{error}", description)
    End If
End Sub
