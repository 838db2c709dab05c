Attribute VB_Name = "KpiRibbon"
Option Explicit

' What the ribbon calls: one line a button, with the settings that it asks for. The work is done by Python's
' addin.macros.

Public Sub KpiNewTemplates(control As IRibbonControl)
    RunConfirmed "new_templates", "year member language prefill out"
End Sub

Public Sub KpiLetters(control As IRibbonControl)
    RunAsking "letters", "kind folder year contacts due"
End Sub

Public Sub KpiStatus(control As IRibbonControl)
    RunAsking "status", "folder year due"
End Sub

Public Sub KpiValidate(control As IRibbonControl)
    RunOnWorkbook "validate"
End Sub

Public Sub KpiValidateFolder(control As IRibbonControl)
    RunAsking "validate_folder", "folder"
End Sub

Public Sub KpiAnnotate(control As IRibbonControl)
    RunAsking "annotate", "folder"
End Sub

Public Sub KpiMerge(control As IRibbonControl)
    RunAsking "merge", "files"
End Sub

Public Sub KpiConsolidate(control As IRibbonControl)
    RunAsking "consolidate", "folder year prefill"
End Sub

Public Sub KpiReport(control As IRibbonControl)
    RunAsking "report", "folder year prefill public"
End Sub

Public Sub KpiOpenLastResult(control As IRibbonControl)
    RunAsking "open_last_result", ""
End Sub

Public Sub KpiShowSettings(control As IRibbonControl)
    ShowSettings
End Sub

Public Sub KpiCheck(control As IRibbonControl)
    RunHere "check"
End Sub

Public Sub KpiHelp(control As IRibbonControl)
    RunHere "help"
End Sub

' The words of each control, in Excel's display language.

Public Sub KpiLabel(control As IRibbonControl, ByRef text)
    text = KpiText(control.Id & ".label")
End Sub

Public Sub KpiScreentip(control As IRibbonControl, ByRef text)
    text = KpiText(control.Id & ".screentip")
End Sub

Public Sub KpiSupertip(control As IRibbonControl, ByRef text)
    text = KpiText(control.Id & ".supertip")
End Sub
