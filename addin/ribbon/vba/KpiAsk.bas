Attribute VB_Name = "KpiAsk"
Option Explicit

' What a button asks for before it runs, one setting at a time. Nothing is written down here.

Private Const KINDS As String = "dispatch receipt reminder findings"
Private Const THE_DATABASE As String = "database"
Private Const ENOUGH As Long = 40

' Asks the button's question for one setting, starting at `value`; `agreed` is False where it was cancelled.
Public Sub AskFor(ByVal entry As String, ByVal setting As String, ByRef value As String, ByRef agreed As Boolean)
    Dim prompt As String
    ReadPrompt entry, setting, prompt
    Select Case setting
        Case "folder"
            AskForFolder prompt, value, agreed
        Case "out"
            PickFolder prompt, value
            agreed = (value <> "")
        Case "files"
            PickFiles prompt, True, value
            agreed = (value <> "")
        Case "contacts"
            AskForWhatMayBeLeftOut setting, prompt, value, agreed
        Case "prefill"
            AskForLastYears prompt, value, agreed
        Case "public"
            AskForYesOrNo prompt, value, agreed
        Case "kind"
            AskForKind prompt, value, agreed
        Case Else
            AskText prompt, value, agreed
    End Select
End Sub

' A button may word a question in its own way: its words come before those for all buttons.
Private Sub ReadPrompt(ByVal entry As String, ByVal setting As String, ByRef prompt As String)
    Dim own As String
    own = entry & ".ask." & setting
    prompt = KpiText(own)
    If prompt = own Then prompt = KpiText("ask." & setting)
End Sub

' Yes opens a picker, No leaves the setting empty.
Private Sub AskForWhatMayBeLeftOut(ByVal setting As String, ByVal prompt As String, ByRef value As String, _
                                   ByRef agreed As Boolean)
    Dim wanted As Boolean
    AskYesNo prompt, wanted, agreed
    If Not agreed Then Exit Sub
    If Not wanted Then
        value = ""
        Exit Sub
    End If
    PickFiles KpiText("pick." & setting), False, value
    agreed = (value <> "")
End Sub

' A folder of this computer is picked; an address of one that is somewhere else is typed.
Private Sub AskForFolder(ByVal prompt As String, ByRef value As String, ByRef agreed As Boolean)
    agreed = True
    If InStr(value, "://") > 0 Then AskText prompt & ". " & KpiText("ask.address"), value, agreed
    If agreed And InStr(value, "://") = 0 Then
        PickFolder prompt, value
        agreed = (value <> "")
    End If
End Sub

' By number, and again until it is one of them; empty is none. What is set already may stay.
Private Sub AskForLastYears(ByVal prompt As String, ByRef value As String, ByRef agreed As Boolean)
    Dim answer As String
    If value <> "" Then
        prompt = prompt & " " & Replace(KpiText("ask.prefill-as-set"), "{value}", EndOf(value))
        answer = "4"
    End If
    Do
        AskText prompt, answer, agreed
        If Not agreed Then Exit Sub
        Select Case Trim$(answer)
            Case ""
                value = ""
                Exit Sub
            Case "1", "2"
                PickLastYears Trim$(answer) = "1", value
                agreed = (value <> "")
                Exit Sub
            Case "3"
                value = THE_DATABASE
                Exit Sub
            Case "4"
                If value <> "" Then Exit Sub
        End Select
        answer = ""
    Loop
End Sub

Private Sub PickLastYears(ByVal isFolder As Boolean, ByRef value As String)
    If value = THE_DATABASE Or InStr(value, "://") > 0 Then value = ""
    If isFolder Then
        PickFolder KpiText("pick.prefill"), value
    Else
        PickFiles KpiText("pick.prefill-result"), False, value
    End If
End Sub

' The end of a path: Excel asks in no more than 255 characters.
Private Function EndOf(ByVal path As String) As String
    EndOf = path
    If Len(path) > ENOUGH Then EndOf = "..." & Right$(path, ENOUGH)
End Function

Private Sub AskForYesOrNo(ByVal prompt As String, ByRef value As String, ByRef agreed As Boolean)
    Dim yes As Boolean
    AskYesNo prompt, yes, agreed
    If agreed Then value = IIf(yes, "yes", "no")
End Sub

' By number, and again until it is one of them.
Private Sub AskForKind(ByVal prompt As String, ByRef value As String, ByRef agreed As Boolean)
    Dim known() As String, at As Long, answer As String
    known = Split(KINDS, " ")
    answer = "1"
    For at = 0 To UBound(known)
        If known(at) = value Then answer = CStr(at + 1)
    Next at
    Do
        AskText prompt, answer, agreed
        If Not agreed Then Exit Sub
        For at = 0 To UBound(known)
            If Trim$(answer) = CStr(at + 1) Then
                value = known(at)
                Exit Sub
            End If
        Next at
        answer = "1"
    Loop
End Sub
