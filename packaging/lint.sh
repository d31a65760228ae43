#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Formatting, static analysis of C++ and QML. Installs its tools; needs the `ci` build for its compile commands.
#   packaging/lint.sh [FILE...]    only these C++ files (default: all)
#   packaging/lint.sh --quick      without clang-tidy and clazy, which take minutes
set -euo pipefail
cd "$(dirname "$0")/.."
TOOLS=(clang-format clang-tidy clazy qt6-declarative-dev-tools shellcheck)

missing=()
for package in "${TOOLS[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

quick=0
if [ "${1:-}" = --quick ]; then
    quick=1
    shift
fi

build=build/ci
[ -f $build/compile_commands.json ] || cmake --preset ci >/dev/null
if [ $# -gt 0 ]; then
    sources=("$@")
else
    mapfile -t sources < <(git ls-files 'app/*.cpp' 'core/*.cpp' 'qml/*.cpp')
fi
mapfile -t formatted < <(git ls-files '*.cpp' '*.h')

echo "clang-format"
clang-format --dry-run --Werror "${formatted[@]}"

echo "shellcheck"
shellcheck packaging/*.sh .ci/run

echo "qmllint"
qml_report=$(cmake --build $build --target sockscope_panels_qmllint 2>&1) || { echo "$qml_report"; exit 1; }
if grep -E '^(Warning|Error):' <<<"$qml_report"; then exit 1; fi

[ $quick -eq 0 ] || exit 0

# Precompiled output of GCC means nothing to clang; unknown warning flags are GCC's.
echo "clang-tidy"
printf '%s\0' "${sources[@]}" | xargs -0 -n 4 -P 2 clang-tidy -p $build --quiet --extra-arg=-Wno-unknown-warning-option 2>/dev/null

echo "clazy"
printf '%s\0' "${sources[@]}" | xargs -0 -n 4 -P 2 clazy-standalone -p $build \
    -checks=level0,level1,no-overloaded-signal,no-qstring-ref --extra-arg=-Werror --extra-arg=-Wno-unknown-warning-option
