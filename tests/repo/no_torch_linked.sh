#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# no_torch_linked.sh BINARY...: fails where a program is linked to LibTorch.
for binary in "$@"; do
    libraries=$(ldd "$binary") || exit 1
    if grep -E 'torch|libc10' <<<"$libraries"; then
        echo "$binary links LibTorch: only the engine module may"
        exit 1
    fi
    echo "$(basename "$binary"): $(wc -l <<<"$libraries") libraries, none of LibTorch"
done
