#!/bin/sh
# Installs kpibook from the wheels beside this file, without the internet. Open it again to upgrade.
here=$(cd "$(dirname "$0")" && pwd) || exit 1
target="$HOME/kpibook"
if [ "$(uname)" = Darwin ]; then
  macos=$(sw_vers -productVersion)
  if [ "${macos%%.*}" -lt @MACOS@ ]; then
    echo "This Mac has macOS $macos. kpibook needs macOS @MACOS@ or later: upgrade macOS, then open this file again."
    echo "Ce Mac a macOS $macos. kpibook demande macOS @MACOS@ ou plus récent : mettez macOS à jour, puis ouvrez de nouveau ce fichier."
    exit 2
  fi
fi
python=
for version in @VERSIONS@; do
  for candidate in "/Library/Frameworks/Python.framework/Versions/$version/bin/python$version" \
    "/opt/homebrew/bin/python$version" "/usr/local/bin/python$version" "$(command -v "python$version")"; do
    if [ -z "$python" ] && [ -n "$candidate" ] && [ -x "$candidate" ]; then python=$candidate; fi
  done
done
if [ -z "$python" ]; then
  echo "No Python was found that this bundle is made for: @VERSIONS@."
  echo "Install one of them from https://www.python.org/downloads/, then open this file again."
  echo "Aucun Python pour lequel ce paquet est fait n'a été trouvé : @VERSIONS@."
  echo "Installez-en un depuis https://www.python.org/downloads/, puis ouvrez de nouveau ce fichier."
  exit 2
fi
echo "Python: $python"
failed() {
  echo "kpibook was not installed: the lines above say why. Close Excel and open this file again."
  echo "kpibook n'a pas été installé : les lignes ci-dessus disent pourquoi. Fermez Excel et ouvrez de nouveau ce fichier."
  exit 1
}
if [ -e "$target" ] && [ ! -e "$target/pyvenv.cfg" ] && [ -n "$(ls -A "$target")" ]; then
  echo "$target is not a folder of kpibook. Give it another name, then open this file again."
  echo "$target n'est pas un dossier de kpibook. Renommez-le, puis ouvrez de nouveau ce fichier."
  exit 2
fi
# Which Python the environment is of is written down last: one that was interrupted, or is of another, is made anew.
finished="$target/kpibook-python.txt"
of=$("$python" -c 'import sys; print(sys.hexversion, sys.executable)') || failed
if [ -e "$target/pyvenv.cfg" ] && [ "$(cat "$finished" 2>/dev/null)" != "$of" ]; then
  echo "The environment in $target is made anew."
  echo "L'environnement dans $target est refait."
  clear=--clear
else
  clear=
fi
"$python" -m venv $clear "$target" || failed
rm -f "$finished"
pip() {
  "$target/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$here/wheels" "$@"
}
pip --upgrade --force-reinstall --no-deps kpibook || failed
pip --upgrade "kpibook[secretariat]" || failed
echo "$of" >"$finished" || failed
if [ "$(uname)" = Darwin ]; then "$target/bin/python" -m addin.cli addin install || failed; fi
echo "kpibook is installed in $target."
echo "kpibook est installé dans $target."
