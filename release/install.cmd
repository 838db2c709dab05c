@echo off
setlocal DisableDelayedExpansion
chcp 65001 >nul
set "here=%~dp0"
set "target=%LOCALAPPDATA%\kpibook"
set "PYTHONUTF8=1"
set "python="
rem The launcher first, then where python.org puts Python; the PATH last, and never the stub of the Store.
for %%V in (@VERSIONS@) do if not defined python call :launcher %%V
for %%V in (@FOLDERS@) do if not defined python call :place "%LOCALAPPDATA%\Programs\Python\Python%%V\python.exe"
for %%V in (@FOLDERS@) do if not defined python call :place "%ProgramFiles%\Python%%V\python.exe"
for /f "delims=" %%P in ('where python.exe 2^>nul') do if not defined python call :onpath "%%P"
if not defined python goto nopython
echo Python: "%python%"
"%python%" -m venv "%target%"
if errorlevel 1 goto failed
"%target%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%here%wheels" --upgrade --force-reinstall --no-deps kpibook
if errorlevel 1 goto failed
"%target%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%here%wheels" "kpibook[secretariat]"
if errorlevel 1 goto failed
"%target%\Scripts\python.exe" -m addin.cli addin install
if errorlevel 1 goto failed
echo.
echo kpibook is installed in "%target%".
echo kpibook est installe dans "%target%".
pause
exit /b 0

:launcher
for /f "delims=" %%P in ('py -%1 -c "import sys; print(sys.executable)" 2^>nul') do call :place "%%P"
exit /b 0

:place
if exist "%~1" set "python=%~1"
exit /b 0

:onpath
set "candidate=%~1"
if not "%candidate:WindowsApps=%"=="%candidate%" exit /b 0
"%~1" -c "import sys; sys.exit('%%d.%%d' %% sys.version_info[:2] not in '@VERSIONS@'.split())" 2>nul
if not errorlevel 1 set "python=%~1"
exit /b 0

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
