#!/bin/sh
# Starts Parley; the first time, sets up all that it needs.
set -eu

case $0 in
*/*) ROOT=$(cd "${0%/*}" && pwd -P) ;;
*) ROOT=$(pwd -P) ;;
esac
. "$ROOT/packaging/environment.sh"

prepare_environment requirements.lock
exec "$PYTHON" -P -m gui "$@"
