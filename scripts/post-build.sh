#!/usr/bin/env bash
# Turns what trunk built into the site. trunk runs this as its post_build hook, on the folder that
# becomes dist when all went well; scripts/env.sh has put the tools on PATH by then.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The native half; `make` builds it first. No cargo here: the hook has the browser half's settings.
bin="${BACKGROUNDER_BIN:-$PWD/target/debug/backgrounder}"
if [[ ! -x "$bin" ]]; then
  echo "post-build: there is no $bin: run cargo build first, or make build" >&2
  exit 1
fi

# A debug build keeps its names and messages, and is for no host.
compress=()
if [[ "$TRUNK_PROFILE" == release ]]; then
  node scripts/shrink.mjs "$TRUNK_STAGING_DIR"
  compress=(--compress)
fi

# The front page's search with the library that does the looking, under the hash of both as its name.
esbuild src/view/index/search.js --bundle --minify --format=esm --target=es2020 --legal-comments=none --log-level=warning \
  --banner:js='/* With MiniSearch, copyright Luca Ongaro, MIT license. */' \
  --outdir="$TRUNK_STAGING_DIR" --entry-names='backgrounder-search-[hash]'

# bash 3 takes an empty array for an unset variable, hence the +.
"$bin" publish --bundle "$TRUNK_STAGING_DIR" --seeds "${BACKGROUNDER_SEEDS:-seeds}" --out "$TRUNK_STAGING_DIR" \
  ${compress[@]+"${compress[@]}"}
