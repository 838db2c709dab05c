Attribute VB_Name = "KpiPlatform"
Option Explicit

' What Windows and macOS do differently, and what a person answers.

Private Const PICK_A_FOLDER As Long = 4                 ' msoFileDialogFolderPicker
Private Const OF_THE_DISPLAY As Long = 2                ' msoLanguageIDUI
Private Const COUNTRY_OF_EXCEL As Long = 1              ' xlCountryCode
Private Const AS_AN_ERROR As Long = 2                   ' xlErrorHandler

' The folder that the person picks, starting at `folder`; empty when the dialog was cancelled.
Public Sub PickFolder(ByVal prompt As String, ByRef folder As String)
    #If Mac Then
        folder = AppleScriptTask("kpibook-" & XLWINGS_VERSION & ".applescript", "ChooseFolder", prompt)
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
