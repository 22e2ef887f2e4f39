#!/bin/sh
# Lints the API's description: by the rules of OpenAPI, then by those of JSON Schema.
cd "$(dirname "$0")" || exit 1
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
if node -e 'const [major, minor] = process.versions.node.split(".").map(Number);
            process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)'; then
  node_modules/.bin/redocly lint --config redocly.yaml ../../server/web/openapi.json || exit 1
else
  echo "redocly needs Node.js 20.19 and is left out; this is $(node --version)" >&2
fi
exec node --test lint.mjs
