#!/usr/bin/env bash
# The sample's documents to the page pictures of the README: one page of each kind, in docs/images.
# Needs `make run` before it, soffice and pdftoppm, and the fonts that .ci/run installs.
set -euo pipefail
cd "$(dirname "$0")/.."

python=.venv/bin/python
images=docs/images
largest=200000
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$python" -m docgen build --quiet --out "$work/output" >/dev/null
mkdir -p "$images" "$work/pages"

# The same stand-ins for the fonts of official documents as in the page tests, so that the pictures can be repeated.
export FONTCONFIG_FILE="$PWD/tests/pages/fonts.conf"

picture() {  # name of the picture, pattern of the document's path below output, number of the page
    local document
    document=$(find "$work/output" -path "$work/output/$2" | LC_ALL=C sort | head -n 1)
    [ -n "$document" ] || { echo "no document like $2" >&2; exit 1; }
    cp "$document" "$work/pages/$1.docx"
    soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf --outdir "$work/pages" \
        "$work/pages/$1.docx" >/dev/null 2>&1
    pdftoppm -r 75 -png -f "$3" -l "$3" -singlefile "$work/pages/$1.pdf" "$images/$1"
    local size
    size=$(wc -c <"$images/$1.png")
    [ "$size" -lt "$largest" ] || { echo "$images/$1.png has $size bytes, more than $largest" >&2; exit 1; }
    echo "$images/$1.png  $size"
}

picture issue_list 'qy-001 */质量问题清单.docx' 1
picture enterprise_plan 'qy-001 */一企一策 *.docx' 1
picture prescription 'qy-001 */质量处方 *.docx' 1
picture product_plan '一品一策/cp-02 *.docx' 1
picture industry_plan '一业一策/hy-02 *.docx' 2
picture cluster_plan '一域一策/jq-02 *.docx' 1
picture analysis_minutes '会议纪要/fx-2022-09 *.docx' 1
picture consultation_minutes '会议纪要/hz-2022-01 *.docx' 3
picture training_record '培训记录/px-2022-18 *.docx' 1
picture team_roster '2022 问诊团队名册.docx' 1
picture target_list '2022 帮扶对象名录.docx' 1
picture annual_summary '2022 工作总结.docx' 1
