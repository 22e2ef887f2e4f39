#!/bin/sh
# run.sh BIN_DIR [PICTURE.png]: runs the browser tests against the programs in BIN_DIR. Every state is photographed
# in build/shots/; with PICTURE the page of results also there, for the README.
cd "$(dirname "$0")" || exit 1
PRESSMARK_BROWSER_TEST=$(printf '%s\n%s' "$1" "$2") exec node --test --test-concurrency=1 \
  search_test.mjs cite_test.mjs box_test.mjs embed_test.mjs accessibility_test.mjs
