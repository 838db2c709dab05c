Attribute VB_Name = "KpiPlatform"
Option Explicit

' What Windows and macOS do differently, and what a person answers.

Private Const PICK_A_FOLDER As Long = 4                 ' msoFileDialogFolderPicker
Private Const PICK_FILES As Long = 3                    ' msoFileDialogFilePicker
Private Const TEXT_IS_TYPED As Long = 2
Private Const OF_THE_DISPLAY As Long = 2                ' msoLanguageIDUI
Private Const COUNTRY_OF_EXCEL As Long = 1              ' xlCountryCode
Private Const AS_AN_ERROR As Long = 2                   ' xlErrorHandler
Private Const AS_EVER As Long = 1                       ' xlInterrupt
Private Const NOT_HERE As Long = 0                      ' xlDisabled

' The folder that the person picks, starting at `folder`; empty when the dialog was cancelled.
Public Sub PickFolder(ByVal prompt As String, ByRef folder As String)
    #If Mac Then
        folder = AppleScriptTask("kpibook-" & XLWINGS_VERSION & ".applescript", "ChooseFolder", prompt & vbLf & folder)
    #Else
        With Application.FileDialog(PICK_A_FOLDER)
            .Title = prompt
            If folder <> "" Then .InitialFileName = folder & "\"
            If .Show = -1 Then
                folder = .SelectedItems(1)
            Else
                folder = ""
            End If
        End With
    #End If
End Sub

' The files that the person picks, a line each, starting where the first of `paths` is; empty when cancelled.
Public Sub PickFiles(ByVal prompt As String, ByVal several As Boolean, ByRef paths As String)
    #If Mac Then
        paths = AppleScriptTask("kpibook-" & XLWINGS_VERSION & ".applescript", _
                                IIf(several, "ChooseFiles", "ChooseFile"), prompt)
    #Else
        Dim picked As Variant
        With Application.FileDialog(PICK_FILES)
            .Title = prompt
            .AllowMultiSelect = several
            .Filters.Clear
            If paths <> "" Then .InitialFileName = Split(paths, vbLf)(0)
            paths = ""
            If .Show <> -1 Then Exit Sub
            For Each picked In .SelectedItems
                paths = paths & IIf(paths = "", "", vbLf) & picked
            Next picked
        End With
    #End If
End Sub

' What the person types, starting at `answer`, which may be empty: `agreed` tells that from Cancel.
Public Sub AskText(ByVal prompt As String, ByRef answer As String, ByRef agreed As Boolean)
    Dim typed As Variant
    typed = Application.InputBox(prompt, KpiText("tab.label"), answer, , , , , TEXT_IS_TYPED)
    agreed = (VarType(typed) <> vbBoolean)
    If agreed Then answer = CStr(typed)
End Sub

Public Sub AskYesNo(ByVal question As String, ByRef yes As Boolean, ByRef agreed As Boolean)
    Dim answer As Long
    answer = MsgBox(question, vbYesNoCancel + vbQuestion, KpiText("tab.label"))
    yes = (answer = vbYes)
    agreed = (answer <> vbCancel)
End Sub

' Whether the program is there. On a Mac the script looks, outside Excel's sandbox; where it cannot, it is let try.
Public Sub LookForProgram(ByVal path As String, ByRef found As Boolean)
    found = True
    #If Mac Then
        On Error Resume Next
        found = (AppleScriptTask("kpibook-" & XLWINGS_VERSION & ".applescript", "ProgramIsThere", path) <> "no")
    #End If
End Sub

' The primary language number of Excel's display language: 9 English, 12 French.
Public Sub ReadDisplayLanguage(ByRef language As Long)
    language = 9
    On Error Resume Next
    If Application.International(COUNTRY_OF_EXCEL) = 33 Then language = 12
    language = Application.LanguageSettings.LanguageID(OF_THE_DISPLAY) And 1023
End Sub

Public Sub AskToGoOn(ByVal question As String, ByRef agreed As Boolean)
    agreed = (MsgBox(question, vbOKCancel + vbQuestion, KpiText("tab.label")) = vbOK)
End Sub

Public Sub ShowSentence(ByVal text As String)
    MsgBox text, vbExclamation, KpiText("tab.label")
End Sub

' Escape ends a run as error 18, which puts everything back, and not in VBA's own dialog.
Public Sub LetEscapeStop()
    Application.EnableCancelKey = AS_AN_ERROR
End Sub

' While Python works, Escape is Python's: it ends the run between two files and says so. Here it would end the wait
' for Python, which works on.
Public Sub LetPythonHearEscape()
    Application.EnableCancelKey = NOT_HERE
End Sub

Public Sub GiveEscapeBack()
    Application.EnableCancelKey = AS_EVER
End Sub

' Saves the settings where that is possible: a second Excel may hold them open.
Public Sub SaveBook(ByVal book As Workbook)
    On Error Resume Next
    If Not book.ReadOnly Then book.Save
End Sub

' Whether what is in front came from outside and is only being looked at.
Public Sub LookForProtectedView(ByRef found As Boolean)
    #If Not Mac Then
        Dim inFront As Object
        On Error Resume Next
        Set inFront = Application.ActiveProtectedViewWindow
        found = Not inFront Is Nothing
    #End If
End Sub
