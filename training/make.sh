#!/usr/bin/env bash
# Make the reader's bundle again from the data: bash make.sh DATA BENCH WORK
# DATA holds polnear/{train,dev}.jsonl.gz, BENCH holds spans.py, WORK takes checkpoints (1 GB).
set -euo pipefail
cd "$(dirname "$0")"
data=$1 bench=$2 work=$3
export OMP_NUM_THREADS=1
python train.py --data "$data" --out "$work/first" --epochs 8 --inner-from 4 --with-source --seed 11
python train.py --data "$data" --out "$work/second" --init "$work/first/average-7.pt" --epochs 2 --inner-from 0 \
    --sure 0.3 --inner-weight 0.7 --lr 8e-5 --head-lr 3e-4 --seed 12
python export.py --model "$work/second/average-1.pt" --out ../src/onrecord/weights/bundle
python choose.py --bundle ../src/onrecord/weights/bundle --data "$data" --bench "$bench" --begin -0.25 --write
