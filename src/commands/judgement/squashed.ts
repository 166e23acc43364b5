import { folderOnMain } from "../rebase/ours.ts";
import type { BaseFiles } from "../../host/git/main_branch.ts";
import type { Migration } from "../../migrations/directory.ts";
import { migrationsIn } from "../../migrations/read/read_migrations.ts";
import { replacedIds } from "../../migrations/text/replaced_ids.ts";
import { fingerprint } from "../../schema/facts.ts";
import { replay } from "../../shadow/replay/replay.ts";
import type { HistoryFiles } from "../project/read_project.ts";

/**
 * Whether a migration is what `squash` has made of migrations of the main branch: all that it
 * replaces were there and are gone, and it leads to the same schema as they did.
 */
export async function isSquashOf(
  files: HistoryFiles,
  main: BaseFiles,
  { id, source }: Migration,
): Promise<boolean> {
  const { folder, directory: { migrations } } = files;
  const others = replacedIds(source.text).filter((it) => it !== id);
  if (others.length === 0) return false;
  const theirs = await migrationsIn(await folderOnMain(folder, main));
  if (!theirs.ok) return false;
  const has = (list: readonly Migration[], other: string) => list.some((it) => it.id === other);
  const areGone = others.every((it) => has(theirs.value.migrations, it) && !has(migrations, it));
  if (!areGone) return false;
  const [before, after] = await Promise.all(
    [theirs.value.migrations, migrations].map(async (list) => {
      const upTo = list.slice(0, list.findIndex((it) => it.id === id) + 1);
      const replayed = await replay(upTo, undefined, files);
      return replayed.ok ? await fingerprint(replayed.value.snapshot) : undefined;
    }),
  );
  return before !== undefined && before === after;
}
