#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Everything from a bare Debian 12 (or an Ubuntu with Qt 6.4 or newer) to a running Sockscope:
#   packaging/bootstrap.sh run     installs what is missing, builds, and opens the window on an example
#   packaging/bootstrap.sh test    does the same set-up and runs every test
# Running either again installs nothing and builds only what has changed.
set -euo pipefail
cd "$(dirname "$0")/.."

# Those of qml6-module-qtqml* describe types to the compiler of QML and to qmllint.
BUILD_PACKAGES=(cmake ninja-build ccache g++ pkg-config qt6-base-dev qt6-declarative-dev libqscintilla2-qt6-dev libqt6svg6-dev
    qml6-module-qtqml qml6-module-qtqml-models libgl1-mesa-dev libssl-dev libmicrohttpd-dev zlib1g-dev libarchive-dev
    nlohmann-json3-dev esbuild node-acorn node-core-js ca-certificates)
RUN_PACKAGES=(qml6-module-qtquick qml6-module-qtquick-controls qml6-module-qtquick-layouts qml6-module-qtquick-templates
    qml6-module-qtquick-window qml6-module-qtqml-workerscript fonts-dejavu-core)
TEST_PACKAGES=(qml6-module-qttest dbus-daemon tshark redis-server xvfb xauth xdotool openbox openssl python3 python3-pip python3-yaml
    python3-jsonschema)

say() { printf '%s\n' "$*" >&2; }

usage() {
    say "usage: packaging/bootstrap.sh run|test"
    exit 2
}

install_packages() {
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { say "These packages are missing and need root to install: ${missing[*]}"; exit 1; }
        as_root=(sudo)
    fi
    say "Installing: ${missing[*]}"
    # A machine whose package lists are old or empty gets fresh ones, but only when something has to be installed.
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

build() {
    local preset=$1
    [ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" >/dev/null
    cmake --build --preset "$preset"
}

has_display() {
    [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]
}

case "${1:-}" in
run)
    install_packages "${BUILD_PACKAGES[@]}" "${RUN_PACKAGES[@]}"
    build release
    example=resources/examples/hello.js
    if has_display; then
        exec build/release/bin/sockscope-gui --run "$example"
    fi
    say "There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so the example runs in this terminal:"
    exec build/release/bin/sockscope run --peer echo "$example"
    ;;
test)
    install_packages "${BUILD_PACKAGES[@]}" "${RUN_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
    build ci
    exec ctest --preset ci
    ;;
*)
    usage
    ;;
esac
