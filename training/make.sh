#!/usr/bin/env bash
# Make the reader's bundle again from the data: bash make.sh DATA BENCH GOLD WORK
# DATA holds polnear/, ner/, gum/, gap/; BENCH holds spans.py; the articles of GOLD are left out; WORK takes checkpoints (11 GB).
# Each version goes on from the one before. The first is in the history (`git log -- src/onrecord/weights/bundle`): where FIRST names a folder with its reader.onnx,
# tokenizer.json, heads.npz and card.json, the steps to there are left out.
set -euo pipefail
cd "$(dirname "$0")"
data=$1 bench=$2 gold=$3 work=$4
bundle=../src/onrecord/weights/bundle
export OMP_NUM_THREADS=1
if [ -n "${FIRST:-}" ]; then
    python thaw.py --bundle "$FIRST" --out "$work/first.pt"
else  # from the base encoder
    python train.py --data "$data" --out "$work/first" --epochs 8 --inner-from 4 --with-source --seed 11
    python train.py --data "$data" --out "$work/second" --init "$work/first/average-7.pt" --epochs 2 --inner-from 0 \
        --sure 0.3 --inner-weight 0.7 --lr 8e-5 --head-lr 3e-4 --seed 12
    cp "$work/second/average-1.pt" "$work/first.pt"
fi
python export.py --model "$work/first.pt" --out "$work/first-bundle"
python choose.py --bundle "$work/first-bundle" --data "$data" --bench "$bench" --begin -0.25 --write
python annotate.py --data "$data" --bundle "$work/first-bundle" --out "$work/annotated.jsonl"
mkdir -p "$work/labels"
cp labels/0[0-4].jsonl labels/0[89].jsonl labels/1[0-4].jsonl "$work/labels"  # 05 06 07 15: for rank.py
# names and mentions beside statements
python train.py --data "$data" --without "$gold" --annotated "$work/annotated.jsonl" --labels "$work/labels" --entities \
    --out "$work/third" --init "$work/first.pt" --epochs 2 --inner-from 0 --sure 0.3 --inner-weight 0.7 \
    --lr 1.2e-4 --head-lr 1e-3 --mention-weight 0.3 --seed 21
python blend.py --old "$work/first.pt" --new "$work/third/average-1.pt" --share 0.7 --out "$work/blended.pt"
python heads.py --data "$data" --without "$gold" --annotated "$work/annotated.jsonl" --labels "$work/labels" \
    --init "$work/blended.pt" --out "$work/heads" --epochs 6 --lr 1.5e-3 --dropout 0.1
# the same in a third of the time: parts are taken away twice, and each time the rest learns to say what the whole says
distil() {
    python distil.py --data "$data" --without "$gold" --labels "$work/labels" --init "$work/heads/reader.pt" --out "$work/distilled" "$@"
}
distil --budget 55 --epochs 4 --stop 2
mv "$work/distilled/average-1.pt" "$work/wider.pt"
distil --begin "$work/wider.pt" --budget 36 --epochs 4
# names again, from what the small encoder says in int8
python heads.py --data "$data" --without "$gold" --annotated "$work/annotated.jsonl" --labels "$work/labels" \
    --init "$work/distilled/average-3.pt" --out "$work/names" --widths 128 256 --epochs 8 --lr 1.5e-3 --dropout 0.1 --take names
python export.py --model "$work/names/reader.pt" --out "$bundle"
python choose.py --bundle "$bundle" --data "$data" --bench "$bench" --begin 0 --write
python rank.py --data "$data" --annotated "$work/annotated.jsonl" --labels labels \
    --sheets 05 06 07 15 16 17 18 20 21 22 23 --also 00 01 02 03 04 08 09 10 11 12 13 14 --write
python measure.py --data "$data" --without "$gold" --write
