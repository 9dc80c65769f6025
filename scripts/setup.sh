# What `run` and `test` share: find or install everything a build needs. Sourced, never run.
#
# Every step prints one line. Nothing outside this folder is changed, except that rustup may add its
# wasm target and that `test` may ask apt for a browser and Postgres.

TRUNK_VERSION=0.21.14
NEXTEST_VERSION=0.9.143

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
apt_is_fresh=no

say() { printf '==> %s\n' "$*"; }

# stop WHAT FIX: the one way these scripts give up.
stop() {
  printf '==> FAILED: %s\n' "$1" >&2
  printf '    To fix it: %s\n' "$2" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# at_least HAVE WANTED
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$2" ]; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif have sudo; then sudo "$@"; else return 1; fi
}

# apt_install PACKAGE...: false where there is no apt, no right to use it, or no such package.
apt_install() {
  have apt-get || return 1
  if [ "$apt_is_fresh" = no ]; then
    as_root apt-get update -qq || return 1
    apt_is_fresh=yes
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

setup_linker() {
  if have cc; then say "C linker: present"; return; fi
  say "C linker: installing"
  apt_install gcc libc6-dev ||
    stop "Rust needs a C linker (cc)" "on Debian/Ubuntu: sudo apt-get install build-essential; on macOS: xcode-select --install"
}

setup_rust() {
  have cargo || PATH="$HOME/.cargo/bin:$PATH"
  have cargo || stop "Rust is not installed" \
    "curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y   (then run this again)"

  # The first call to rustc installs the toolchain that rust-toolchain.toml names, if it is missing.
  local version wanted
  wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
  version=$(rustc --version | cut -d ' ' -f 2) || stop "rustc does not start" "rustup toolchain install stable"
  if ! at_least "$version" "$wanted"; then
    say "Rust $version is older than $wanted: updating"
    rustup update stable || stop "Rust $wanted or newer is needed, found $version" "rustup update stable"
    version=$(rustc --version | cut -d ' ' -f 2)
  fi
  say "Rust $version: present"

  if [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib" ]; then
    say "Rust target wasm32-unknown-unknown: present"
  else
    say "Rust target wasm32-unknown-unknown: installing"
    rustup target add wasm32-unknown-unknown ||
      stop "the Rust target wasm32-unknown-unknown is missing" "rustup target add wasm32-unknown-unknown"
  fi
}

# cargo_tool CRATE VERSION [FLAG...]: into the project's own .tools. Little optimization, since a tool
# that takes minutes longer to build than it will ever run is a bad trade.
cargo_tool() {
  local crate=$1 version=$2
  shift 2
  say "$crate $version: installing into .tools (some minutes)"
  CARGO_TARGET_DIR="$root/target/tools" \
    CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=0 \
    CARGO_PROFILE_RELEASE_STRIP=true \
    cargo install --quiet --root "$root/.tools" --force "$crate" --version "$version" "$@" ||
    stop "$crate $version could not be installed" "cargo install $crate --version $version $*"
}

# has_version PROGRAM VERSION: is it on PATH, and is it that one?
has_version() { have "$1" && [ "$("$1" --version 2>/dev/null | cut -d ' ' -f 2)" = "$2" ]; }

setup_trunk() {
  if has_version trunk "$TRUNK_VERSION"; then say "trunk $TRUNK_VERSION: present"; return; fi
  cargo_tool trunk "$TRUNK_VERSION" --locked
}

setup_wasm_bindgen() {
  local version
  version=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print; exit }' Cargo.lock)
  if has_version wasm-bindgen "$version"; then say "wasm-bindgen $version: present"; return; fi
  # Without --locked: the lock file it was published with names a version that was withdrawn.
  cargo_tool wasm-bindgen-cli "$version"
}

# npm_packages FOLDER: `npm ci`, unless the very same lock file was installed before.
npm_packages() {
  local folder=$1
  cmp -s "$folder/package-lock.json" "$folder/node_modules/.installed-lock.json" && return
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm --prefix "$folder" ci --no-audit --no-fund --loglevel=error || return
  cp "$folder/package-lock.json" "$folder/node_modules/.installed-lock.json"
}

setup_wasm_opt() {
  if ! have npm; then
    say "wasm-opt and esbuild: absent, because Node is. The app will work, but be larger (install Node 20 or newer to change that)"
  elif npm_packages "$root"; then
    say "wasm-opt (npm binaryen) and esbuild: present"
  else
    say "wasm-opt and esbuild: could not be installed. The app will work, but be larger (to try again: npm ci)"
  fi
}

setup_crates() {
  say "Rust crates of Cargo.lock: fetching what is missing"
  cargo fetch --quiet --locked || stop "the Rust crates could not be fetched" "cargo fetch --locked   (needs the network once)"
}

# Everything `run` needs.
setup_build() {
  cd "$root"
  PATH="$root/.tools/bin:$PATH"
  export PATH
  setup_linker
  setup_rust
  setup_trunk
  setup_wasm_bindgen
  setup_wasm_opt
  setup_crates
}

setup_node() {
  have node && have npm || stop "the browser tests need Node 20 or newer" \
    "on Debian 13, Ubuntu 25.04 or newer: sudo apt-get install nodejs npm; elsewhere see https://nodejs.org"
  local version
  version=$(node --version)
  at_least "${version#v}" 20 || stop "the browser tests need Node 20 or newer, found $version" \
    "install a newer one from https://nodejs.org"
  say "Node $version: present"
}

setup_lints() {
  if cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1; then
    say "rustfmt and clippy: present"
  else
    say "rustfmt and clippy: installing"
    rustup component add rustfmt clippy || stop "rustfmt or clippy is missing" "rustup component add rustfmt clippy"
  fi
}

setup_nextest() {
  if cargo nextest --version >/dev/null 2>&1; then say "cargo-nextest: present"; return; fi
  cargo_tool cargo-nextest "$NEXTEST_VERSION" --locked
}

find_browser() {
  local name
  for name in "${CHROMIUM_PATH:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    if [ -n "$name" ] && have "$name" && "$name" --version >/dev/null 2>&1; then command -v "$name"; return; fi
  done
  return 1
}

setup_browser() {
  if ! CHROMIUM_PATH=$(find_browser); then
    say "Chromium: installing with apt"
    apt_install chromium || true
    CHROMIUM_PATH=$(find_browser) || stop "the browser tests need Chromium or Google Chrome" \
      "on Debian: sudo apt-get install chromium; elsewhere install either and set CHROMIUM_PATH to its program"
  fi
  export CHROMIUM_PATH
  say "Chromium ($CHROMIUM_PATH): present"
}

setup_playwright() {
  npm_packages "$root/tests/e2e" || stop "the packages of the browser tests could not be installed" "npm --prefix tests/e2e ci"
  say "Playwright: present"
}

# automerge-repo as others have it. One of its packages would build a faster decoder; it works without.
setup_interop() {
  NPM_CONFIG_IGNORE_SCRIPTS=true npm_packages "$root/tests/interop" ||
    stop "the packages of the interop tests could not be installed" "npm --prefix tests/interop ci --ignore-scripts"
  say "automerge-repo: present"
}

# The relay's tests start a Postgres server of their own; Debian keeps its programs off PATH.
find_initdb() {
  local program
  for program in "$(command -v initdb)" /usr/lib/postgresql/*/bin/initdb; do
    if [ -x "$program" ]; then printf '%s\n' "$program"; return; fi
  done
  return 1
}

setup_postgres() {
  local initdb
  if [ -n "${SEATWISE_TEST_POSTGRES:-}" ]; then say "Postgres: the one SEATWISE_TEST_POSTGRES names"; return; fi
  if ! initdb=$(find_initdb); then
    say "Postgres: installing with apt"
    apt_install postgresql || true
    initdb=$(find_initdb) || stop "the relay's tests need Postgres (initdb)" \
      "on Debian/Ubuntu: sudo apt-get install postgresql; elsewhere install it, or set SEATWISE_TEST_POSTGRES to the address of a database"
  fi
  say "Postgres ($initdb): present"
}

# Everything `test` needs on top. It asks for Node by itself, before anything is built.
setup_tests() {
  setup_lints
  setup_nextest
  setup_postgres
  setup_browser
  setup_playwright
  setup_interop
}
