import { compareText } from "../../base/compare_text.ts";
import { type Result, succeed } from "../../base/result.ts";
import type { SourceText } from "../../base/diagnostic.ts";
import type { FolderTexts } from "../../host/files/read_files.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { splitStatements, type Statement } from "../../sql/statements.ts";
import type { Migration } from "../directory.ts";
import { timeOf } from "../names/clocks.ts";
import type { Layout } from "../layouts/layout.ts";

/**
 * The files of the same migrations in another layout, by path: in their order, with their names, at
 * the times in their versions. The versions in a new folder follow that layout, so that versions
 * which are not times start over. Fails as the layout's own `write` does.
 */
export async function convertMigrations(
  migrations: readonly Migration[],
  { layout, folder, now }: {
    readonly layout: Layout;
    /** The name of the new folder. */
    readonly folder: string;
    /** Migrations without a time get one of the seconds before this. */
    readonly now: Date;
  },
): Promise<Result<FolderTexts>> {
  const files = new Map<string, SourceText>();
  let last: FolderTexts = new Map();
  let before = now.getTime() - migrations.length * 1000;
  for (const { version, name, source } of migrations) {
    before = Math.max(timeOf(version)?.getTime() ?? 0, before + 1000);
    if (timeOf(version) !== undefined && files.size === 0) before = timeOf(version)!.getTime();
    const known = await layout.read(last);
    const written = await layout.write({
      // A version depends only on the last one; passing all would make the work quadratic.
      directory: {
        path: folder,
        layout: layout.name,
        migrations: known.ok ? known.value : [],
        files: last,
      },
      name,
      sql: sqlFor(layout.name, source),
      now: new Date(before),
    });
    if (!written.ok) return written;
    const added = written.value.map(({ path, text }) =>
      [path, { name: `${folder}/${path}`, text }] as const
    );
    for (const [path, text] of added) files.set(path, text);
    last = new Map(added);
  }
  const shared = await layout.share?.(files);
  if (shared !== undefined && !shared.ok) return shared;
  for (const { path, text } of shared?.value ?? []) {
    files.set(path, { name: `${folder}/${path}`, text });
  }
  return succeed(new Map([...files].sort(([left], [right]) => compareText(left, right))));
}

/**
 * The statements of a migration with their comments for a layout: without markers of other runners
 * and, for D1, without transaction control, which D1 refuses, since it runs each file in a
 * transaction of its own.
 */
export function sqlFor(layout: string, source: SourceText): string {
  const script = splitStatements(source);
  if (!script.ok) return source.text;
  const { trailingComments } = script.value;
  const statements = script.value.statements.filter((it) => layout !== "d1" || !isControl(it));
  const isKept = (comment: { readonly text: string }) => !MARKER.test(comment.text);
  const lines = statements.map(({ sql, startOffset, comments }) => {
    const above = comments.filter((it) => it.startOffset < startOffset && isKept(it));
    return [...above.map(({ text }) => text.trimEnd()), `${sql};`].join("\n");
  });
  const below = trailingComments.filter(isKept).map(({ text }) => text.trimEnd());
  const all = [...lines, ...below];
  return all.length === 0 ? "" : `${all.join("\n\n")}\n`;
}

function isControl(statement: Statement): boolean {
  const outline = outlineOf(statement);
  return outline.kind === "transaction" && !outline.action.startsWith("rollback");
}

/** Comments that are directives for a runner, which other runners must not see. */
const MARKER =
  /^--(?:>\s*statement-breakpoint|\s*\+?(?:goose|migrate)\b|\s*atlas:|\s*no-transaction\b|\s*(?:up|down)\b\s*$)/i;
