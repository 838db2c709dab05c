-- The folder that the person picks, as a POSIX path; empty when the dialog was cancelled.
on ChooseFolder(promptText)
	try
		return POSIX path of (choose folder with prompt promptText)
	on error number -128
		return ""
	end try
end ChooseFolder
