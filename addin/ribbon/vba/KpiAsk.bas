Attribute VB_Name = "KpiAsk"
Option Explicit

' What a button asks for before it runs, one setting at a time. Nothing is written down here.

Private Const KINDS As String = "dispatch receipt reminder findings"

' Asks the button's question for one setting, starting at `value`; `agreed` is False where it was cancelled.
Public Sub AskFor(ByVal entry As String, ByVal setting As String, ByRef value As String, ByRef agreed As Boolean)
    Dim prompt As String
    ReadPrompt entry, setting, prompt
    Select Case setting
        Case "folder", "out"
            PickFolder prompt, value
            agreed = (value <> "")
        Case "files"
            PickFiles prompt, True, value
            agreed = (value <> "")
        Case "contacts", "prefill"
            AskForWhatMayBeLeftOut setting, prompt, value, agreed
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
    If setting = "prefill" Then
        PickFolder KpiText("pick." & setting), value
    Else
        PickFiles KpiText("pick." & setting), False, value
    End If
    agreed = (value <> "")
End Sub

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
