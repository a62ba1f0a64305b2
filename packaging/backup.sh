#!/bin/sh
# A backup in a folder of its own for each night; sent-in files that have not changed take no more room. Those older than 30 days go.
# Copy the newest to another machine as well: docs/operate.md.
set -eu
to=${BACKUP_FOLDER:-/var/backups/torg}
name=$(date -u +%Y-%m-%dT%H%M%SZ)
latest=$(find "$to" -mindepth 1 -maxdepth 1 -type d -name '20*Z' | sort | tail -n 1)

rm -rf "$to/unfinished"
mkdir "$to/unfinished"
if [ -n "$latest" ] && [ -d "$latest/files" ]; then
    cp -al "$latest/files" "$to/unfinished/files"
fi
"${TORG:-/usr/bin/torg}" backup --config "${SETTINGS:-/etc/torg/torg.toml}" --to "$to/unfinished" >/dev/null
mv "$to/unfinished" "$to/$name"
find "$to" -mindepth 1 -maxdepth 1 -type d -name '20*Z' -mtime +30 -exec rm -rf {} +
echo "$to/$name"
