#!/bin/sh
# Installs kpibook from the wheels beside this file, without the internet. Open it again to upgrade.
here=$(cd "$(dirname "$0")" && pwd) || exit 1
target="$HOME/kpibook"
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
"$python" -m venv "$target" || failed
pip() {
  "$target/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$here/wheels" "$@"
}
pip --upgrade --force-reinstall --no-deps kpibook || failed
pip "kpibook[secretariat]" || failed
if [ "$(uname)" = Darwin ]; then "$target/bin/python" -m addin.cli addin install || failed; fi
echo "kpibook is installed in $target."
echo "kpibook est installé dans $target."
