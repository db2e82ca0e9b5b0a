#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# setup_from_nothing.sh SOURCE: fetches LibTorch and the weights into an empty folder with every
# local package source of pip switched off, and checks that the libraries resolve.
set -euo pipefail
source_dir=$1
stamp=$source_dir/build/setup-tested
state=$(cat "$source_dir"/packaging/common.sh | sha256sum)
if [ "$(cat "$stamp" 2>/dev/null)" = "$state" ]; then
    echo "packaging/ has not changed since this passed"
    exit 0
fi
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
cp -r "$source_dir/packaging" "$tree/"
mkdir "$tree/build"
export PIP_CONFIG_FILE=/dev/null
unset PIP_FIND_LINKS PIP_EXTRA_INDEX_URL EVENSPAN_LIBTORCH
if ! python3 -m pip download -q --no-deps -d "$tree/probe" seqeval==1.2.2 >/dev/null 2>&1; then
    echo "no network: skipped"
    exit 77
fi
bash -c "source '$tree/packaging/common.sh'; ensure_libtorch; ensure_minilm"
missing=$(ldd "$tree/build/deps/torch/torch/lib/libtorch_cpu.so" | grep 'not found' || true)
[ -z "$missing" ] || { echo "$missing"; exit 1; }
# A second call does nothing, so it works offline.
PIP_INDEX_URL=http://127.0.0.1:9/ bash -c \
    "source '$tree/packaging/common.sh'; ensure_libtorch; ensure_minilm"
echo "$state" >"$stamp"
