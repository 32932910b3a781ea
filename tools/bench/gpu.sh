#!/usr/bin/env bash
# Everything that one measures on a new card, in under five minutes: what starts and how exactly it multiplies, whether it computes what
# it should, what explanations cost, and the goals. From a checkout, after `npm ci`.
# Usage: bash tools/bench/gpu.sh [--try] [provider, cuda by default] [folder of CUDA's libraries]
# --try: only whether all of it runs, on the CPU too: `bash tools/bench/gpu.sh --try cpu`.
set -uo pipefail
try=()
[ "${1:-}" = --try ] && try=(--try) && shift
provider=${1:-cuda}
[ $# -gt 1 ] && CAMSCOPE_CUDA_LIBRARIES=$(realpath "$2") && export CAMSCOPE_CUDA_LIBRARIES
cd "$(dirname "$0")/../.." || exit
failed=0

step() {
  local name=$1 limit=$2 start=$SECONDS
  shift 2
  printf '\n== %s\n' "$name"
  timeout "$limit" "$@" || { echo "** $name: exit code $?"; failed=1; }
  printf '== %s: %d s\n' "$name" $((SECONDS - start))
}

camscope() { step "$1" "$2" node packages/cli/bin/camscope.cjs "${@:3}"; }
script() { step "$1" "$2" node --import tsx --conditions @camscope/source "${@:3}" --provider "$provider" "${try[@]}"; }

checks=() networks=()
if [ ${#try[@]} -gt 0 ]; then
  checks=(--only 'pool + linear')
  networks=(--model packages/networks-phantom/models/phantom-resnet50.onnx)
fi
command -v nvidia-smi >/dev/null && nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv
camscope 'what starts' 20 doctor
script 'goals' 55 tools/bench/gpu-goals.ts
script 'end to end' 40 tools/bench/end-to-end.ts
camscope 'conformance' 75 doctor --provider "$provider" --conformance "${checks[@]}"
camscope 'what explanations cost' 110 doctor --provider "$provider" --bench "${networks[@]}"
echo
[ $failed = 0 ] && echo 'All of it ran.' || echo 'Not all of it ran well: see ** above.'
exit $failed
