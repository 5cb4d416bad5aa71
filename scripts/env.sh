# shellcheck shell=bash
# Where the build's tools are, and what the browser half is compiled with. Sourced by the Makefile
# and the other scripts; changes PATH and a few BACKGROUNDER_ variables, and nothing else: the
# compiler's settings live in with_wasm, so that the native half never sees them (it would be
# compiled anew for each change).

backgrounder_top="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

# Tools outlive a clone, so they are kept outside it, one folder for each version.
backgrounder_tools="${BACKGROUNDER_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/backgrounder}/tools"

trunk_version=0.21.14
# The glue and the tool that writes it must be of one version: the lock file has it.
wasm_bindgen_version="$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p;}' "$backgrounder_top/Cargo.lock")"
# Anything that changes what npm installs changes the folder.
npm_key="$(cksum <"$backgrounder_top/scripts/npm/package-lock.json" | cut -d ' ' -f 1)"

trunk_home="$backgrounder_tools/trunk-$trunk_version"
wasm_bindgen_home="$backgrounder_tools/wasm-bindgen-cli-$wasm_bindgen_version"
npm_home="$backgrounder_tools/npm-$npm_key"
geckodriver_version=0.37.1
geckodriver_home="$backgrounder_tools/geckodriver-$geckodriver_version"
cargo_deny_version=0.20.2
cargo_deny_home="$backgrounder_tools/cargo-deny-$cargo_deny_version"
# What only `make bench` needs: apart from the rest, so that nothing else waits for it.
bench_npm_key="$(cksum <"$backgrounder_top/scripts/npm/bench/package-lock.json" | cut -d ' ' -f 1)"
bench_npm_home="$backgrounder_tools/npm-bench-$bench_npm_key"
mdbook_version=0.5.4
mdbook_home="$backgrounder_tools/mdbook-$mdbook_version"

export PATH="$trunk_home/bin:$wasm_bindgen_home/bin:$geckodriver_home/bin:$cargo_deny_home/bin:$mdbook_home/bin:$npm_home/node_modules/.bin:$PATH"
# Where esbuild finds what the front page's search is bundled with.
export NODE_PATH="$npm_home/node_modules"
# The browser tests put these into the page and ask them what they find.
export BACKGROUNDER_AXE="$npm_home/node_modules/axe-core/axe.min.js"
export BACKGROUNDER_READABILITY="$npm_home/node_modules/@mozilla/readability/Readability.js"
# The checkers of markup.
export BACKGROUNDER_HTML_VALIDATE="$npm_home/node_modules/html-validate/bin/html-validate.mjs"
export BACKGROUNDER_VNU="$npm_home/node_modules/vnu-jar/build/dist/vnu.jar"
# Where the scripts of other people's pages are that the embed page is tried in.
export BACKGROUNDER_HOSTS="$npm_home/node_modules"
# Where scripts/bench.mjs finds Lighthouse and its hand on the browser.
export BACKGROUNDER_BENCH_TOOLS="$bench_npm_home/node_modules"

# The least Rust that Cargo.toml accepts, as a plain number: 1.95 -> 95.
rust_minor_wanted="$(sed -n 's/^rust-version = "1\.\([0-9]*\).*"$/\1/p' "$backgrounder_top/Cargo.toml")"

# Whether this rustc is new enough and has the source of the standard library beside it.
has_std_source() {
  local rustc="$1" minor
  minor="$("$rustc" --version 2>/dev/null | sed -n 's/^rustc 1\.\([0-9]*\)\..*/\1/p')"
  [[ -n "$minor" && "$minor" -ge "$rust_minor_wanted" ]] || return 1
  [[ -f "$("$rustc" --print sysroot)/lib/rustlib/src/rust/library/std/Cargo.toml" ]]
}

# Prints which compiler builds the browser half: "path" for the one that PATH finds (rustup's, as a
# rule), "debian" for Debian's packages beside it, nothing when neither can.
# BACKGROUNDER_WASM_RUST chooses one by hand.
wasm_rust() {
  if [[ -n "${BACKGROUNDER_WASM_RUST:-}" ]]; then
    echo "$BACKGROUNDER_WASM_RUST"
  elif has_std_source rustc; then
    echo path
  elif has_std_source /usr/bin/rustc; then
    echo debian
  fi
}

# Debian's rustc comes without a linker for wasm; its lld must be of the same LLVM.
debian_wasm_linker() {
  local llvm
  llvm="$(/usr/bin/rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')"
  echo "/usr/lib/llvm-$llvm/bin/wasm-ld"
}

# with_wasm release|debug COMMAND…: runs COMMAND with the compiler settings of the browser half.
#
# The standard library is built from source, which needs RUSTC_BOOTSTRAP on a stable compiler. That
# is for the release: a panic that prints nothing takes its messages, places and formatting code
# along when it goes, in std too. The debug build keeps them all: it is there to speak up when the
# page and the browser half disagree. A folder of its own, since the compiler may be another.
with_wasm() (
  profile="$1"
  shift
  case "$(wasm_rust)" in
    path) ;;
    debian)
      export PATH="/usr/bin:$PATH"
      CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$(debian_wasm_linker)"
      export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER
      ;;
    *)
      echo "No Rust compiler with the source of its standard library: run scripts/setup.sh wasm" >&2
      exit 1
      ;;
  esac
  unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS
  export CARGO_TARGET_DIR="$backgrounder_top/target/wasm"
  export RUSTC_BOOTSTRAP=1
  export CARGO_UNSTABLE_BUILD_STD=std,panic_abort
  if [[ "$profile" == release ]]; then
    export CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size
    export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none"
  fi
  # trunk would ask for its own newest version at every build.
  export TRUNK_SKIP_VERSION_CHECK=true
  "$@"
)
