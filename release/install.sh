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
# A Mac runs Pythons of two kinds of processor, and so may other computers: the wheels here are for one.
python= other= kind=
try() {
  if [ -n "$python" ] || [ -z "$1" ] || [ ! -x "$1" ]; then return; fi
  made_for=$("$1" -c 'import platform, struct; print(platform.machine(), "%d-bit" % (8 * struct.calcsize("P")))') || return
  if [ "$made_for" = "@MACHINE@ 64-bit" ]; then python=$1; elif [ -z "$other" ]; then other=$1 kind=$made_for; fi
}
for version in @VERSIONS@; do
  for candidate in "/Library/Frameworks/Python.framework/Versions/$version/bin/python$version" \
    "/opt/homebrew/bin/python$version" "/usr/local/bin/python$version" "$(command -v "python$version")"; do
    try "$candidate"
  done
done
if [ -z "$python" ] && [ -n "$other" ]; then
  echo "$other is a Python for $kind, and this bundle is made for @MACHINE@ 64-bit: take the bundle for $kind, if there is one,"
  echo "or install a Python for @MACHINE@ from https://www.python.org/downloads/ and open this file again."
  echo "$other est un Python pour $kind, et ce paquet est fait pour @MACHINE@ 64-bit : prenez le paquet pour $kind, s'il existe,"
  echo "ou installez un Python pour @MACHINE@ depuis https://www.python.org/downloads/ et ouvrez de nouveau ce fichier."
  exit 2
fi
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
