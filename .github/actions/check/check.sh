#!/usr/bin/env bash
# What the action runs; action.yml has what each variable means.
set -euo pipefail

if [ -n "$COMMAND" ]; then
  read -ra command <<<"$COMMAND"
elif [ -x node_modules/.bin/penumbra ]; then
  command=(node_modules/.bin/penumbra)
elif [ -n "$ACTION_REPOSITORY" ]; then
  releases=$GITHUB_SERVER_URL/$ACTION_REPOSITORY/releases
  case $ACTION_REF in
    v[0-9]*.[0-9]*.[0-9]*) release=$releases/download/$ACTION_REF ;;
    *) release=$releases/latest/download ;;
  esac
  curl -fsSL "$release/install.sh" | sh -s -- --from "$release" --dir "$RUNNER_TEMP/penumbra"
  command=("$RUNNER_TEMP/penumbra/penumbra")
else
  echo 'penumbra is not installed: say what runs it with the input "command"' >&2
  exit 2
fi

read -ra arguments <<<"$ARGUMENTS"
# Bash 3.2, that of macOS, takes an empty list for one that is not set.
exec "${command[@]}" check --format github ${arguments[@]+"${arguments[@]}"}
