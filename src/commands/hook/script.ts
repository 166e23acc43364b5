import { shellWords } from "../../base/shell_words.ts";

const MERGE_HOOK = "pre-merge-commit";

/** The hooks that are written: a merge without conflicts runs no pre-commit hook. */
export const HOOKS: readonly string[] = ["pre-commit", MERGE_HOOK];

/** The part of a hook for one project of a repository. */
export interface HookPart {
  /** The configuration relative to the top of the work tree, `penumbra.json` if there is none. */
  readonly project: string;
  /** Git's id of the current configuration; `""` if there is none. */
  readonly configId: string;
  /** The paths that the result depends on with that configuration, relative to the top. */
  readonly paths: readonly string[];
  /** The command that checks staged files. */
  readonly command: string;
  /** The command for a merge, of which nothing is run. */
  readonly mergeCommand: string;
}

/**
 * The name under which an existing hook is kept, in the same folder, where links and `$0` still
 * work.
 */
export function keptName(hook: string): string {
  return `${hook}.before-penumbra`;
}

/** A hook that only runs the one that was there before, if any. */
export function emptyScript(hook: string, { runsKept }: { readonly runsKept: boolean }): string {
  if (!runsKept) return HEAD;
  const kept = `"\${0%/*}"/${keptName(hook)}`;
  return `${HEAD}
# The hook that was here before; as git would, this passes over one that may not be run.
if [ -x ${kept} ]; then
  ${kept} "$@" || exit
fi
`;
}

/** Whether the script contains nothing but our frame. */
export function isEmptyScript(script: string, hook: string): boolean {
  return [true, false].some((runsKept) => emptyScript(hook, { runsKept }) === script);
}

/** Whether the text is a hook of ours, of any version. */
export function isOurs(text: string): boolean {
  return text.startsWith("#!/bin/sh\n# Written by penumbra hook install;");
}

const HEAD = `#!/bin/sh
# Written by penumbra hook install; penumbra hook uninstall restores what was here before.
`;

/**
 * The script with this part, replacing an earlier one for the same project; everything else is
 * kept, since others may have added it.
 */
export function withPart(script: string, part: HookPart, hook: string): string {
  const text = partText(hook === MERGE_HOOK ? { ...part, command: part.mergeCommand } : part);
  const place = placeOf(script, part.project);
  if (place === undefined) return `${script.replace(/(?<=[^\n])$/, "\n")}\n${text}`;
  return script.slice(0, place.start) + text + script.slice(place.end);
}

/** The script without the part for a project; the same text if there is none. */
export function withoutPart(script: string, project: string): string {
  const place = placeOf(script, project);
  if (place === undefined) return script;
  return script.slice(0, place.start).replace(/\n\n$/, "\n") + script.slice(place.end);
}

function placeOf(script: string, project: string) {
  const start = script.indexOf(`${startOf(project)}\n`);
  const end = script.indexOf(END, start);
  return start < 0 || end < 0 ? undefined : { start, end: end + END.length };
}

/** JSON keeps a name on one line. */
function startOf(project: string): string {
  return `# >>> ${JSON.stringify(project)}`;
}

const END = "# <<<\n";

/**
 * The lines for one project. Two calls of git decide whether anything else is started: as long as
 * the configuration is the one at installation, the paths are valid, and git can tell whether they
 * are touched. With another configuration, penumbra determines that.
 */
function partText({ project, configId, paths, command }: HookPart): string {
  const config = shellWords([project]);
  const branch = `[ -z "$id" ] && [ ! -e ${config} ]`;
  const away = `if ${branch}; then\n  : # The project is not on this branch.\nel`;
  return `${startOf(project)}
id=$(git rev-parse --quiet --verify ${shellWords([`:0:${project}`])})
${configId === "" ? "" : away}if [ "$id" != '${configId}' ] ||
  ! git --literal-pathspecs diff --cached --quiet --no-ext-diff -- \\
    ${shellWords(paths)}
then
  ${command} || {
    code=$?
    [ $code -ne 127 ] || echo '${NOT_FOUND}' >&2
    [ $code -le 130 ] || echo '${CRASHED}' >&2
    exit $code
  }
fi
${END}`;
}

const CRASHED =
  "penumbra was ended by a signal: look at the SQL that is staged, it may have crashed " +
  "the engine";

const NOT_FOUND = "git does not find penumbra: install the hook again with --command, " +
  "or commit with --no-verify";
