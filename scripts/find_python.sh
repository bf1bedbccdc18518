#!/bin/sh
# Prints the path of a Python that can run Sillage, or says which package is missing.
here=$(cd "$(dirname "$0")/.." && pwd)
if [ -x "$here/.venv/bin/python" ] && "$here/.venv/bin/python" -c 'import sys' 2>/dev/null; then
    echo "$here/.venv/bin/python"
    exit 0
fi
found=""
for name in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
    path=$(command -v "$name" 2>/dev/null) || continue
    "$path" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null || continue
    found=$path
    if "$path" -c 'import venv, ensurepip' 2>/dev/null; then
        echo "$path"
        exit 0
    fi
done
case "${LC_ALL:-${LC_MESSAGES:-${LANG:-en}}}" in fr* | FR*) french=1 ;; *) french= ;; esac
if [ -n "$found" ]; then
    version=$("$found" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    if [ -n "$french" ]; then
        echo "Il manque le module venv de Python : sudo apt install python$version-venv" >&2
    else
        echo "Python lacks its venv module: sudo apt install python$version-venv" >&2
    fi
elif [ "$(uname)" = Darwin ]; then
    [ -n "$french" ] && echo "Il faut Python 3.11 à 3.13 : brew install python@3.13" >&2 ||
        echo "Python 3.11 to 3.13 is needed: brew install python@3.13" >&2
else
    [ -n "$french" ] && echo "Il faut Python 3.11 à 3.13 : sudo apt install python3 python3-venv" >&2 ||
        echo "Python 3.11 to 3.13 is needed: sudo apt install python3 python3-venv" >&2
fi
exit 1
