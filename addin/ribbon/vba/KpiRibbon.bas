Attribute VB_Name = "KpiRibbon"
Option Explicit

' What the ribbon calls: one line a button. The work is done by Python's addin.macros.

Public Sub KpiNewTemplates(control As IRibbonControl)
    RunConfirmed "new_templates"
End Sub

Public Sub KpiValidate(control As IRibbonControl)
    RunOnWorkbook "validate_active"
End Sub

Public Sub KpiValidateFolder(control As IRibbonControl)
    RunOnFolder "validate_folder"
End Sub

Public Sub KpiConsolidate(control As IRibbonControl)
    RunOnFolder "consolidate_folder"
End Sub

Public Sub KpiOpenLastResult(control As IRibbonControl)
    RunOnSettings "open_last_result"
End Sub

Public Sub KpiHelp(control As IRibbonControl)
    RunHere "show_help"
End Sub

Public Sub KpiShowSettings(control As IRibbonControl)
    ShowSettings
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
