@echo off
setlocal DisableDelayedExpansion
chcp 65001 >nul
set "here=%~dp0"
set "target=%LOCALAPPDATA%\kpibook"
set "PYTHONUTF8=1"
set "python="
rem Opened within the zip, Explorer unpacks this file alone.
if not exist "%here%wheels\" goto packed
rem The launcher first, then where python.org puts Python; the PATH last, and never the stub of the Store.
for %%V in (@VERSIONS@) do if not defined python call :launcher %%V
for %%V in (@FOLDERS@) do if not defined python call :try "%LOCALAPPDATA%\Programs\Python\Python%%V\python.exe"
for %%V in (@FOLDERS@) do if not defined python call :try "%ProgramFiles%\Python%%V\python.exe"
for /f "delims=" %%P in ('where python.exe 2^>nul') do if not defined python call :try "%%P"
if not defined python goto nopython
echo Python: "%python%"
rem Which Python the environment is of is written down last: one that was interrupted, or is of another, is made anew.
"%python%" -c "import sys; print(sys.hexversion, sys.executable)" >"%TEMP%\kpibook-python.txt"
if errorlevel 1 goto failed
set "clear="
if exist "%target%\pyvenv.cfg" call :compare
"%python%" -m venv %clear% "%target%"
if errorlevel 1 goto failed
if exist "%target%\kpibook-python.txt" del "%target%\kpibook-python.txt"
"%target%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%here%wheels" --upgrade --force-reinstall --no-deps kpibook
if errorlevel 1 goto failed
"%target%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%here%wheels" --upgrade "kpibook[secretariat]"
if errorlevel 1 goto failed
copy /y "%TEMP%\kpibook-python.txt" "%target%\kpibook-python.txt" >nul
"%target%\Scripts\python.exe" -m addin.cli addin install
if errorlevel 1 goto failed
echo.
echo kpibook is installed in "%target%".
echo kpibook est installe dans "%target%".
pause
exit /b 0

:launcher
for /f "delims=" %%P in ('py -%1 -c "import sys; print(sys.executable)" 2^>nul') do call :try "%%P"
exit /b 0

:try
set "candidate=%~1"
if not exist "%~1" exit /b 0
if not "%candidate:WindowsApps=%"=="%candidate%" exit /b 0
"%~1" -c "import sys, sysconfig; sys.exit(sysconfig.get_platform() != 'win-amd64' or '%%d.%%d' %% sys.version_info[:2] not in '@VERSIONS@'.split())" 2>nul
if not errorlevel 1 set "python=%~1"
exit /b 0

:compare
fc /b "%TEMP%\kpibook-python.txt" "%target%\kpibook-python.txt" >nul 2>nul
if not errorlevel 1 exit /b 0
echo The environment in "%target%" is made anew.
echo L'environnement dans "%target%" est refait.
set "clear=--clear"
exit /b 0

:packed
echo The wheels are not beside this file: unpack the whole zip into a folder, then open install.cmd there.
echo Les fichiers de kpibook manquent : decompressez le zip entier dans un dossier, puis ouvrez-y install.cmd.
pause
exit /b 2

:nopython
echo No Python was found that this bundle is made for: @VERSIONS@.
echo Install one of them from https://www.python.org/downloads/windows/ ^(64-bit, "for me only"^), then open this file again.
echo Aucun Python pour lequel ce paquet est fait n'a ete trouve : @VERSIONS@.
echo Installez-en un depuis https://www.python.org/downloads/windows/ ^(64 bits^), puis ouvrez de nouveau ce fichier.
pause
exit /b 2

:failed
echo.
echo kpibook was not installed: the lines above say why. Close Excel and open this file again.
echo kpibook n'a pas ete installe : les lignes ci-dessus disent pourquoi. Fermez Excel et ouvrez de nouveau ce fichier.
pause
exit /b 1
