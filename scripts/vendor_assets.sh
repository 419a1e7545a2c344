#!/bin/sh
# Fetches the browser assets again, at the versions named here, with `npm pack` from npm's configured registry.
# Only whoever raises a version runs this; Vun itself needs neither node nor npm. Afterwards `git diff` shows
# what changed, and HASHES.txt is rewritten (check it at any time with `sha256sum -c HASHES.txt`).
set -eu

BOOTSTRAP=bootstrap@5.3.9                        # MIT. The style sheet only: menus and dialogs here are the browser's own.
HTMX=htmx.org@2.0.11                             # 0BSD. Stay on 2.0.x: npm's `latest` is 4, which behaves differently.
INTER=@fontsource-variable/inter@5.3.0           # OFL-1.1. Chosen over Be Vietnam Pro for its tabular figures.
ICONS=bootstrap-icons@1.13.2                     # MIT. Only the symbols listed below.
SYMBOLS="house-door diagram-3 people patch-check clipboard-plus calendar3 send mortarboard signpost-split bar-chart-line \
gear search list person-circle check2-square calendar-event download printer layout-three-columns \
chevron-right chevron-left arrow-up arrow-down info-circle inbox pencil"

target=$(cd "$(dirname "$0")/.." && pwd)/src/vun/faces/web/static/vendor
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

unpack() {  # unpack PACKAGE FOLDER
    mkdir "$2"
    tar -xzf "$(npm pack --silent "$1")" -C "$2" --strip-components=1
}
unpack "$BOOTSTRAP" bootstrap
unpack "$HTMX" htmx
unpack "$INTER" inter
unpack "$ICONS" icons

rm -rf "$target"
mkdir -p "$target/bootstrap" "$target/htmx" "$target/inter" "$target/icons"
# The source map is not shipped, so the line that points to it goes (hashed static file names would miss it).
sed '/^\/\*# sourceMappingURL=.*\*\/$/d' bootstrap/dist/css/bootstrap.min.css > "$target/bootstrap/bootstrap.min.css"
cp bootstrap/LICENSE "$target/bootstrap/"
cp htmx/dist/htmx.min.js htmx/LICENSE "$target/htmx/"
cp inter/files/inter-latin-wght-normal.woff2 inter/files/inter-vietnamese-wght-normal.woff2 inter/LICENSE "$target/inter/"
cp icons/LICENSE "$target/icons/"
{
    echo '<svg xmlns="http://www.w3.org/2000/svg">'
    for symbol in $SYMBOLS; do
        printf '<symbol id="%s" viewBox="0 0 16 16">' "$symbol"
        sed -e 's/<svg[^>]*>//' -e 's/<\/svg>//' "icons/icons/$symbol.svg" | tr -d '\n'
        echo '</symbol>'
    done
    echo '</svg>'
} > "$target/icons/icons.svg"

cd "$target"
find . -type f ! -name HASHES.txt | sed 's/^\.\///' | LC_ALL=C sort | xargs sha256sum > HASHES.txt
