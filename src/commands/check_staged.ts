import type { Diagnostic } from "../base/diagnostic.ts";
import { fail } from "../base/result.ts";
import type { Reach } from "../entities/modules/reach.ts";
import type { ReadOptions } from "../host/files/read_files.ts";
import { openRepository } from "../host/git/git.ts";
import { exists } from "../host/files/links.ts";
import { absolutePath } from "../host/files/paths.ts";
import { isAnyStaged, openStaged } from "../host/git/staged_files.ts";
import { DEFAULT_SCHEMAS } from "../sources/read_ddl.ts";
import { isMerge, mergeScope } from "./check_merge.ts";
import type { CheckOptions, CommandContext, ProjectOptions } from "./settings/options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";
import { watchedPaths } from "./hook/project_paths.ts";

type Options = ProjectOptions & CheckOptions;

/**
 * Like `check` for the content of the next commit, if that touches a migration, the schema or the
 * configuration. Names the one command that fixes its findings, if there is one. The cache is read,
 * since its hashes are valid for any files; it is written only if the disk has the same files.
 */
export async function checkStaged(options: Options, context: CommandContext): Promise<Outcome> {
  const repository = await openRepository();
  if (!repository.ok) return outcomeOfFailure(repository);
  const paths = [...watchedPaths(options), ...await entityFiles(options)];
  const touched = await isAnyStaged(repository.value, paths);
  if (!touched.ok) return outcomeOfFailure(touched);
  if (!touched.value) return NOTHING_STAGED;
  const staged = await openStaged(repository.value, paths);
  if (!staged.ok) return outcomeOfFailure(staged);
  const { reader } = staged.value;
  const scope = await isMerge(options, repository.value)
    ? await mergeScope(options, { repository: repository.value, reader })
    : { options, leftOut: [] };
  if (scope.options === undefined) return { ...NOTHING_RUN, diagnostics: scope.leftOut };
  const judged = scope.options;
  const unstaged = staged.value.unstaged.filter((path) => !isCache(path));
  const entities = await unstagedEntities(judged, { reader, unstaged });
  if (entities.length > 0) return outcomeOfFailure(fail("finding", entities));
  const [{ readProjectTexts }, { judgeTexts }] = await Promise.all([
    import("./project/read_project.ts"),
    import("./check.ts"),
  ]);
  const texts = await readProjectTexts(judged, context, { reader });
  const remembers = unstaged.length === 0 && scope.leftOut.length === 0;
  const outcome = withLeftOut(
    await judgeTexts(texts, judged, { context, remembers }),
    scope.leftOut,
  );
  if (outcome.exitCode === 0) return outcome;
  const { withNextCommand } = await import("./hook/next_command.ts");
  const place = { repository: repository.value, unstaged };
  return await withNextCommand(outcome, { options: judged, context, ...place });
}

/**
 * The outcome with notes about what was left out; if the schema was, it does not claim to be
 * correct.
 */
function withLeftOut(outcome: Outcome, leftOut: readonly Diagnostic[]): Outcome {
  if (leftOut.length === 0) return outcome;
  return { ...outcome, diagnostics: [...outcome.diagnostics, ...leftOut], words: [] };
}

const NOTHING_RUN = { exitCode: 0, facts: { changes: [] } } as const;

const NOTHING_STAGED: Outcome = {
  exitCode: 0,
  diagnostics: [],
  words: ["Nothing to do: no migration, schema or configuration is staged"],
  facts: { changes: [] },
};

/** Whether the path is the cache, which nobody writes by hand. */
function isCache(path: string): boolean {
  return /(?:^|\/)\.schema\.json$/.test(path);
}

/** The absolute paths of all modules of entities, including imported ones. */
async function entityFiles(options: ProjectOptions): Promise<string[]> {
  const reaches = await reachesOf(options);
  return reaches.flatMap(({ texts }) =>
    [...texts.values()].map(({ name }) => absolutePath(".", name))
  );
}

/**
 * Staged entities are run with their staged imports. If these cannot be determined from the texts,
 * the disk must have the same content.
 */
async function unstagedEntities(
  options: ProjectOptions,
  { reader, unstaged }: Required<ReadOptions> & { readonly unstaged: readonly string[] },
): Promise<Diagnostic[]> {
  const scripts = unstaged.filter((path) => SCRIPT.test(path));
  if (scripts.length === 0) return [];
  const reaches = await reachesOf(options, { reader });
  return reaches.every(({ isWhole }) => isWhole) ? [] : scripts.map(notStaged);
}

async function reachesOf(options: ProjectOptions, from: ReadOptions = {}): Promise<Reach[]> {
  const { schema, workingDirectory } = options;
  const isSql = schema.length === 0
    ? await exists(absolutePath(workingDirectory, DEFAULT_SCHEMAS[0]!))
    : schema.every((name) => /\.sql$/i.test(name));
  // Most projects have no entities, and should not wait for the code that reads them.
  if (isSql) return [];
  return await (await import("./hook/entity_imports.ts")).entityImports(options, from);
}

const SCRIPT = /\.[mc]?[jt]sx?$/i;

function notStaged(path: string): Diagnostic {
  return {
    code: "check/unstaged-entities",
    severity: "error",
    message: `Cannot judge the staged entities: "${path}" has unstaged changes`,
    hint: "Stage them, or set them aside with git stash --keep-index",
  };
}
