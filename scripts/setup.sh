#!/usr/bin/env bash
# Installs what building and testing need and is missing; what is there is left alone, so a second
# run takes a second. Says what it installs, how long that may take, and how long it took.
#
#   scripts/setup.sh [PART…]
#
#   wasm         Rust for the browser half, trunk, wasm-bindgen, binaryen, esbuild, MiniSearch
#   lint         rustfmt, clippy for both halves, and cargo-deny
#   browsers     Chromium, Firefox, WebKitGTK and WPE WebKit with their drivers, and three text browsers
#   node-checks  axe-core, html-validate, vnu and the Java that it needs, and the host scripts that the embed page is tried in
#   hosts        nginx and Caddy, which the samples of docs/hosting are tried with
#   bench        what `make bench` measures with, and mdBook, which it measures against
#   all          every part but bench (also without an argument)
#
# Tools that are built here go to ~/.cache/backgrounder (BACKGROUNDER_CACHE names another folder).
# BACKGROUNDER_WASM_RUST=path or =debian chooses the compiler of the browser half by hand.
set -euo pipefail

# shellcheck source=scripts/env.sh
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

say() { printf 'setup: %s\n' "$*"; }
fail() {
  printf 'setup: %s\n' "$*" >&2
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# timed "what, and how long it takes" COMMAND…
timed() {
  local what="$1" start="$SECONDS"
  shift
  say "$what"
  "$@" || return
  say "  took $((SECONDS - start)) s"
}

# --- Debian's packages ---------------------------------------------------------------------------

have_apt() { have apt-get && have dpkg; }

apt_lists_are_new=no
apt_install() {
  local sudo=()
  if [[ "$(id -u)" != 0 ]]; then
    have sudo || fail "installing $* needs root: run as root, or install sudo"
    sudo=(sudo)
  fi
  # bash 3 takes an empty array for an unset variable, hence the +.
  if [[ $apt_lists_are_new == no ]]; then
    ${sudo[@]+"${sudo[@]}"} apt-get update -q >/dev/null || say "the package lists could not be renewed; trying with the old ones"
    apt_lists_are_new=yes
  fi
  ${sudo[@]+"${sudo[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" >/dev/null
}

# --- built tools ---------------------------------------------------------------------------------

work=""
trap '[[ -z "$work" ]] || rm -rf "$work"' EXIT

# A folder beside the tools' own, so that the finished tool is moved in one step and an interrupted
# run leaves nothing that looks finished.
new_work() {
  mkdir -p "$backgrounder_tools"
  work="$(mktemp -d "$backgrounder_tools/.unfinished.XXXXXX")"
}

keep_work() {
  local home="$1"
  rm -rf "$home"
  mv "$work" "$home"
  work=""
}

# These tools wait for others nearly all the time: that they are there soon is worth more than what the compiler could make
# of them. Two of them would be linked as a whole, which takes longer than compiling them.
quick_to_build=(
  CARGO_PROFILE_RELEASE_LTO=off
  CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16
  CARGO_PROFILE_RELEASE_OPT_LEVEL=0
)

# cargo_tool CRATE VERSION HOME BINARY [cargo install's arguments…]
cargo_tool() {
  local crate="$1" version="$2" home="$3" binary="$4"
  shift 4
  if [[ "$("$binary" --version 2>/dev/null)" == "$binary "?(v)"$version"* ]]; then return; fi
  new_work
  if have cargo-binstall && timed "fetching $crate $version (a few seconds)" \
    cargo binstall --no-confirm --disable-strategies compile --root "$work" "$crate@$version"; then
    :
  else
    timed "building $crate $version (one to six minutes on two cores, once)" \
      env -u RUSTFLAGS CARGO_TARGET_DIR="$work/build" ${quick_to_build[@]+"${quick_to_build[@]}"} \
      cargo install --quiet --root "$work" --version "$version" "$@" "$crate"
    rm -rf "$work/build"
  fi
  keep_work "$home"
}

# npm_folder LOCK_FOLDER HOME WHAT: installs what a lock file names into a folder of the cache.
npm_folder() {
  local lock="$1" home="$2" what="$3"
  [[ ! -d "$home/node_modules" ]] || return 0
  if ! have node || ! have npm; then
    have_apt || fail "$what come from npm: install Node.js 18 or newer"
    timed "installing nodejs and npm (about a minute)" apt_install nodejs npm
  fi
  new_work
  cp "$lock"/package{,-lock}.json "$work"
  # No package here needs its install script, and none shall run one.
  timed "installing $what from npm (seconds, up to 200 MB)" \
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error --prefix "$work"
  keep_work "$home"
}

npm_packages() {
  npm_folder "$backgrounder_top/scripts/npm" "$npm_home" "binaryen, esbuild, checkers of pages and host scripts"
}

# --- the parts -----------------------------------------------------------------------------------

# Rust for the browser half: rustup's components first, else Debian's packages, which hold the same.
rust_for_wasm() {
  [[ -z "$(wasm_rust)" || "${BACKGROUNDER_WASM_RUST:-}" == debian ]] || return 0
  if [[ "${BACKGROUNDER_WASM_RUST:-}" != debian ]] && have rustup; then
    if timed "adding the wasm32 target and the library's source by rustup (seconds)" rustup_for_wasm \
      && has_std_source rustc; then
      return
    fi
    say "rustup could not, or its Rust is older than 1.$rust_minor_wanted (rustup update): trying Debian's packages"
  fi
  rust_from_debian || fail "no Rust for the browser half. Either install rustup and run
  rustup target add wasm32-unknown-unknown && rustup component add rust-src
or, on Debian, apt-get install rustc-web cargo-web rust-web-src and the lld of the same LLVM"
}

rustup_for_wasm() {
  rustup target add wasm32-unknown-unknown && rustup component add rust-src
}

rust_from_debian() {
  have_apt || return 1
  if ! has_std_source /usr/bin/rustc; then
    timed "installing rustc-web, cargo-web and rust-web-src (one or two minutes, 600 MB)" \
      apt_install rustc-web cargo-web rust-web-src || return 1
    has_std_source /usr/bin/rustc || return 1
  fi
  local linker
  linker="$(debian_wasm_linker)"
  if [[ ! -x "$linker" ]]; then
    local llvm="${linker#/usr/lib/llvm-}"
    timed "installing lld-${llvm%%/*} (seconds)" apt_install "lld-${llvm%%/*}" || return 1
  fi
  [[ -x "$linker" ]]
}

setup_wasm() {
  rust_for_wasm
  have cargo || fail "no cargo on PATH: install Rust with rustup"
  npm_packages
  # wasm-bindgen's own lock file may name crates that a mirror of the registry does not have yet.
  # It has work to do, on the debug build most.
  cargo_tool wasm-bindgen-cli "$wasm_bindgen_version" "$wasm_bindgen_home" wasm-bindgen \
    --bin wasm-bindgen --no-default-features --config profile.release.opt-level=1
  # Its features are for the tools that it would download by itself.
  cargo_tool trunk "$trunk_version" "$trunk_home" trunk --locked --no-default-features
}

setup_lint() {
  if ! cargo fmt --version >/dev/null 2>&1 || ! cargo clippy --version >/dev/null 2>&1; then
    have rustup || fail "cargo fmt or cargo clippy is missing and there is no rustup to add it"
    timed "adding rustfmt and clippy by rustup (seconds)" rustup component add rustfmt clippy
  fi
  # Debian's compiler reads its own standard library only, so it needs its own clippy.
  if [[ "$(wasm_rust)" == debian && ! -x /usr/bin/cargo-clippy ]]; then
    timed "installing rust-web-clippy (seconds)" apt_install rust-web-clippy
  fi
  cargo_tool cargo-deny "$cargo_deny_version" "$cargo_deny_home" cargo-deny --locked
  # It looks at the crates of every platform, without the network; a build fetches those of its own.
  cargo fetch --quiet --locked
}

# Packages that only tests need, which leave themselves out where there are none.
for_tests() {
  [[ $# -gt 0 ]] || return 0
  if have_apt && timed "installing $* (about a minute)" apt_install "$@"; then return; fi
  # A run that nobody watches must not pass by leaving tests out.
  [[ "${CI:-}" != true ]] || fail "cannot install $*"
  say "missing, and not to be installed here: $*. The tests that need them will say so."
}

setup_browsers() {
  local packages=()
  have chromium || have google-chrome || have chromium-browser || packages+=(chromium)
  have chromedriver || packages+=(chromium-driver)
  have firefox || have firefox-esr || packages+=(firefox-esr)
  have WebKitWebDriver || packages+=(webkit2gtk-driver)
  have Xvfb || packages+=(xvfb)
  # An engine of 2023, and the browser that its driver starts.
  have WPEWebDriver || packages+=(wpewebkit-driver)
  have cog || packages+=(cog)
  local browser
  for browser in lynx w3m elinks; do
    have "$browser" || packages+=("$browser")
  done
  # What a page measures depends on its letters.
  [[ "$(fc-list : family 2>/dev/null)" == *"Noto Serif"* ]] || packages+=(fonts-noto-core)
  # No package has it. Its own lock file is of no use where a mirror lacks what it names.
  cargo_tool geckodriver "$geckodriver_version" "$geckodriver_home" geckodriver
  for_tests ${packages[@]+"${packages[@]}"}
}

setup_node_checks() {
  npm_packages
  # A Mac has a program of this name that only says where to get the real one.
  java -version >/dev/null 2>&1 || for_tests default-jre-headless
}

# Debian starts a server that it installs, which is fine on a machine of continuous integration and nowhere else: the tests
# start their own, on free ports.
setup_hosts() {
  local packages=()
  have nginx || [[ -x /usr/sbin/nginx ]] || packages+=(nginx-light)
  compgen -G "/usr/lib/nginx/modules/*brotli_static*" >/dev/null || packages+=(libnginx-mod-http-brotli-static)
  have caddy || packages+=(caddy)
  if [[ ${#packages[@]} -gt 0 && "${CI:-}" != true && -d /run/systemd/system ]]; then
    say "not installed, since it would start: ${packages[*]}. The tests of docs/hosting will say so."
    return
  fi
  for_tests ${packages[@]+"${packages[@]}"}
}

# No part of `all`: no test needs it.
setup_bench() {
  npm_folder "$backgrounder_top/scripts/npm/bench" "$bench_npm_home" "Lighthouse and puppeteer-core"
  # The features are those of building a book and making it searchable; it is never served here. Measured against, it is what
  # its makers meant it to be.
  local quick_to_build=()
  cargo_tool mdbook "$mdbook_version" "$mdbook_home" mdbook --locked --no-default-features --features search
  local packages=()
  have chromium || have google-chrome || have chromium-browser || packages+=(chromium)
  [[ "$(fc-list : family 2>/dev/null)" == *"Noto Serif"* ]] || packages+=(fonts-noto-core)
  for_tests ${packages[@]+"${packages[@]}"}
}

[[ $# -gt 0 ]] || set -- all
for part in "$@"; do
  case "$part" in
    wasm) setup_wasm ;;
    lint) setup_lint ;;
    browsers) setup_browsers ;;
    node-checks) setup_node_checks ;;
    hosts) setup_hosts ;;
    bench) setup_bench ;;
    all)
      setup_wasm
      setup_lint
      setup_browsers
      setup_node_checks
      setup_hosts
      ;;
    *) fail "no part is called $part (wasm, lint, browsers, node-checks, hosts, bench, all)" ;;
  esac
done
