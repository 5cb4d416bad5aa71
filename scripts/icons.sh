#!/usr/bin/env bash
# Draws the icons of public/ as PNG from the SVGs beside them, with Chromium. They are kept in git, so that a build needs
# no browser: run this by hand after a change of an SVG.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../public"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# draw SVG SIZE PNG
draw() {
  printf '<!doctype html><style>*{margin:0}img{display:block;width:100vw;height:100vh}</style><img src="file://%s/%s">' \
    "$PWD" "$1" >"$work/page.html"
  chromium --headless --no-sandbox --disable-gpu --user-data-dir="$work/profile" --hide-scrollbars \
    --default-background-color=00000000 --force-device-scale-factor=1 --window-size="$2,$2" \
    --screenshot="$PWD/$3" "file://$work/page.html" 2>/dev/null
}

draw icon.svg 192 icon-192.png
draw icon.svg 512 icon-512.png
draw icon-maskable.svg 512 icon-maskable.png
