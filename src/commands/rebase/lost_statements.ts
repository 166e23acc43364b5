import type { Diagnostic } from "../../base/diagnostic.ts";
import type { Migration } from "../../migrations/directory.ts";
import { canonical } from "../../sql/canonical.ts";
import { changesRows } from "../../sql/statement_kinds.ts";
import { type Statement, statementsIn } from "../../sql/statements.ts";
import { canBeName, unquote } from "../../sql/tokens.ts";

/**
 * A warning for each statement that changes rows and is missing in the replacement of its migrations:
 * somebody added it to a generated file.
 */
export function lostStatements(migrations: readonly Migration[], text: string): Diagnostic[] {
  const kept = new Set(statementsIn({ name: "the new migration", text }).map(meaning));
  return migrations.flatMap(({ source }) =>
    statementsIn(source).filter((it) => changesOwnRows(it) && !kept.has(meaning(it)))
      .map((statement): Diagnostic => ({
        code: "rebase/left-out",
        severity: "warning",
        message: `The new migration lacks a statement of "${source.name}"`,
        span: { source, startOffset: statement.startOffset, endOffset: statement.endOffset },
        hint: "If it was written by hand and is still needed, write it into the new one",
      }))
  );
}

/** Whether a statement changes rows of the user's tables; those of a rebuild name our own tables. */
function changesOwnRows(statement: Statement): boolean {
  return changesRows(statement) &&
    !statement.tokens.some((token) => canBeName(token) && /^__penumbra_/i.test(unquote(token)));
}

function meaning({ tokens }: Statement): string {
  return canonical(tokens);
}
