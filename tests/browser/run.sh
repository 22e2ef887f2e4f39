#!/bin/sh
# run.sh BIN_DIR [PICTURE.png]: runs the browser tests against the programs in BIN_DIR.
cd "$(dirname "$0")" || exit 1
PRESSMARK_BROWSER_TEST=$(printf '%s\n%s' "$1" "$2") exec node --test search_test.mjs
