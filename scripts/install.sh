#!/bin/sh
# Installs penumbra: picks the build for this machine, checks its SHA-256, puts it into a folder.
#
#   curl -fsSL URL/install.sh | sh
#   curl -fsSL URL/install.sh | sh -s -- --dir /usr/local/bin
#
# --dir DIR    where it goes (default: ~/.local/bin)
# --from URL   where the files of the release are
set -eu

from='@RELEASE_URL@'
dir=${HOME:+$HOME/.local/bin}
hint=

fail() {
  printf 'penumbra was not installed: %s\n' "$1" >&2
  exit 1
}

while [ $# -gt 0 ]; do
  case $1 in
    --dir | --from)
      [ $# -ge 2 ] || fail "$1 needs a value"
      if [ "$1" = --dir ]; then dir=$2; else from=$2; fi
      shift 2
      ;;
    --dir=*) dir=${1#--dir=} && shift ;;
    --from=*) from=${1#--from=} && shift ;;
    *) fail "it takes --dir DIR and --from URL, not $1" ;;
  esac
done
case $from in
  http://* | https://* | file://*) from=${from%/} ;;
  *) fail 'name the release with --from URL' ;;
esac
[ -n "$dir" ] || fail 'there is no HOME; say where with --dir DIR'

# Both C libraries can be on one machine; ldd is that of the one that its programs use.
is_musl() {
  if command -v ldd >/dev/null; then
    ldd --version 2>&1 | grep -qi musl
  else
    ls /lib/ld-musl-* >/dev/null 2>&1
  fi
}

pick_target() {
  machine=$(uname -m)
  case $(uname -s) in
    Linux) system=linux ;;
    Darwin) system=darwin ;;
    *) fail "there is no build for $(uname -s) here; for Windows take penumbra-windows-x64.zip" ;;
  esac
  case $machine in
    x86_64 | amd64) machine=x64 ;;
    aarch64 | arm64) machine=arm64 ;;
    *) fail "there is no build for $machine" ;;
  esac
  target=$system-$machine
  if [ "$system" = linux ] && is_musl; then
    [ "$machine" = x64 ] || fail "there is no build for musl on $machine"
    target=$target-musl
    hint='; on Alpine it needs: apk add libgcc libstdc++'
  fi
}

fetch() {
  if command -v curl >/dev/null; then
    curl -fsSL -o "$2" "$1" || fail "cannot fetch $1"
  elif command -v wget >/dev/null; then
    wget -q -O "$2" "$1" || fail "cannot fetch $1"
  else
    fail 'there is neither curl nor wget'
  fi
}

# Leaves the hash of a file in $found.
hash_file() {
  if command -v sha256sum >/dev/null; then
    found=$(sha256sum <"$1")
  elif command -v shasum >/dev/null; then
    found=$(shasum -a 256 <"$1")
  elif command -v openssl >/dev/null; then
    found=$(openssl dgst -sha256 -r <"$1")
  else
    fail 'there is none of sha256sum, shasum and openssl to check the file with'
  fi
  found=${found%% *}
}

main() {
  pick_target
  file=penumbra-$target.gz
  work=$(mktemp -d) || fail 'cannot make a temporary folder'
  new=$dir/.penumbra-$$
  trap 'rm -rf "$work" "$new"' EXIT
  trap 'exit 130' INT TERM HUP

  fetch "$from/SHA256SUMS" "$work/sums"
  fetch "$from/$file" "$work/$file"
  wanted=$(awk -v file="$file" '$2 == file { print $1 }' "$work/sums")
  [ -n "$wanted" ] || fail "SHA256SUMS does not know $file"
  hash_file "$work/$file"
  [ "$found" = "$wanted" ] || fail "the SHA-256 of $file is $found, not $wanted"

  mkdir -p "$dir" || fail "cannot make the folder $dir"
  gzip -dc "$work/$file" >"$new" || fail "cannot write into $dir"
  chmod 755 "$new"
  # In its place at once, so that no one ever runs half of it, and only if it runs here.
  version=$("$new" --version) || fail "the program for $target does not run here$hint"
  mv -f "$new" "$dir/penumbra" || fail "cannot replace $dir/penumbra"

  printf 'Installed %s as %s\n' "$version" "$dir/penumbra"
  case :$PATH: in
    *":$dir:"*) ;;
    *) printf 'Add it to your PATH: export PATH="%s:$PATH"\n' "$dir" ;;
  esac
}

# Called at the end, so that a download that was cut off does nothing.
main
