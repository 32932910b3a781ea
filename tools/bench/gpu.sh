#!/usr/bin/env bash
# Everything that one measures on a new card, in under five minutes: what starts and how exactly it multiplies, whether it computes what
# it should, what explanations cost, and the goals. From a checkout, after `npm ci`.
# Usage: bash tools/bench/gpu.sh [provider, cuda by default] [folder of CUDA's libraries]
set -uo pipefail
cd "$(dirname "$0")/../.."
provider=${1:-cuda}
[ $# -gt 1 ] && CAMSCOPE_CUDA_LIBRARIES=$(realpath "$2") && export CAMSCOPE_CUDA_LIBRARIES
failed=0

step() {
  local name=$1 limit=$2 start=$SECONDS
  shift 2
  printf '\n== %s\n' "$name"
  timeout "$limit" "$@" || { echo "** $name: exit code $?"; failed=1; }
  printf '== %s: %d s\n' "$name" $((SECONDS - start))
}

camscope() { step "$1" "$2" node packages/cli/bin/camscope.js "${@:3}"; }

command -v nvidia-smi >/dev/null && nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv
camscope 'what starts' 30 doctor
step 'goals' 75 node --import tsx --conditions @camscope/source tools/bench/gpu-goals.ts --provider "$provider"
camscope 'conformance' 75 doctor --provider "$provider" --conformance
camscope 'what explanations cost' 115 doctor --provider "$provider" --bench
echo
[ $failed = 0 ] && echo 'All of it ran.' || echo 'Not all of it ran well: see ** above.'
exit $failed
