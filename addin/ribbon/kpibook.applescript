-- The folder that the person picks, as a POSIX path; empty when the dialog was cancelled.
-- The first paragraph of what it is handed is the prompt, the second the folder to start at, if there is one.
on ChooseFolder(handedOver)
	set promptText to paragraph 1 of handedOver
	try
		set startAt to (POSIX file (paragraph 2 of handedOver)) as alias
	on error
		set startAt to path to documents folder
	end try
	try
		return POSIX path of (choose folder with prompt promptText default location startAt)
	on error number -128
		return ""
	end try
end ChooseFolder

-- The files that the person picks, a POSIX path a line; empty when the dialog was cancelled.
on ChooseFiles(promptText)
	try
		set picked to choose file with prompt promptText with multiple selections allowed
	on error number -128
		return ""
	end try
	set paths to ""
	repeat with each in picked
		if paths is not "" then set paths to paths & linefeed
		set paths to paths & POSIX path of each
	end repeat
	return paths
end ChooseFiles

-- The file that the person picks, as a POSIX path; empty when the dialog was cancelled.
on ChooseFile(promptText)
	try
		return POSIX path of (choose file with prompt promptText)
	on error number -128
		return ""
	end try
end ChooseFile

-- "yes" or "no": whether there is a program at this path, which Excel's sandbox may not look at.
on ProgramIsThere(thePath)
	try
		do shell script "test -x " & quoted form of thePath
		return "yes"
	on error
		return "no"
	end try
end ProgramIsThere
