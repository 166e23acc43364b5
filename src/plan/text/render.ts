import { match } from "../../base/match.ts";
import { describeChange, describeObject } from "../../diff/describe.ts";
import { quoteName } from "../../sql/names.ts";
import { tokenize } from "../../sql/tokens.ts";
import { objectNameToken } from "../../schema/object_sql.ts";
import type {
  CreateStep,
  DropStep,
  GateStep,
  RefillStep,
  RenameColumnStep,
  RenameTableStep,
  Step,
} from "../plan.ts";
import { withNames } from "../rebuild/rebuilt_table.ts";
import { inLines, nullReason, rebuildReasons, rebuildSql } from "./render_rebuild.ts";
import type { Target } from "../targets.ts";

/** Statements that belong together, and the comment that says what they serve. */
export interface RenderedStep {
  /** Lines without the leading `--`. */
  readonly comment: readonly string[];
  /** Each ends with its semicolon. */
  readonly statements: readonly string[];
}

/** The SQL of the steps for what will run it, neighbours that need no words of their own together. */
export function renderSteps(steps: readonly Step[], target: Target): RenderedStep[] {
  return steps.map((step, index) => ({
    comment: commentFor(step, steps[index + 1]),
    statements: statementsFor(step, target).map(terminated),
  }));
}

/** The SQL of one step, without semicolons. */
export function statementsFor(step: Step, target: Target): string[] {
  return match(step)
    .returnType<string[]>()
    .with({ kind: "create" }, (it) => [createSql(it)])
    .with({ kind: "drop" }, (it) => [dropSql(it)])
    .with(
      { kind: "rename-table" },
      (it) => [`ALTER TABLE ${quoteName(it.before)} RENAME TO ${quoteName(it.after)}`],
    )
    .with({ kind: "rename-column" }, (it) => [
      `ALTER TABLE ${quoteName(it.table)} RENAME COLUMN ${quoteName(it.before)} TO ${
        quoteName(it.after)
      }`,
    ])
    .with({ kind: "add-column" }, (it) => [
      `ALTER TABLE ${quoteName(it.table)} ADD COLUMN ${it.definition}`,
      ...(it.fill === undefined
        ? []
        : [`UPDATE ${quoteName(it.table)} SET ${quoteName(it.column)} = ${it.fill}`]),
    ])
    .with(
      { kind: "drop-column" },
      (it) => [`ALTER TABLE ${quoteName(it.table)} DROP COLUMN ${quoteName(it.column)}`],
    )
    .with({ kind: "alter-column" }, (it) => {
      const [table, column] = [quoteName(it.table), quoteName(it.column)];
      return [
        ...(it.fill === undefined
          ? []
          : [`UPDATE ${table} SET ${column} = ${it.fill} WHERE ${column} IS NULL`]),
        `ALTER TABLE ${table} ALTER COLUMN ${column} TO ${it.definition}`,
      ];
    })
    .with({ kind: "gate" }, gateSql)
    .with({ kind: "rebuild" }, (it) => rebuildSql(it, target))
    .with({ kind: "recreate" }, (it) => {
      const [from, to] = [quoteName(it.before.name), quoteName(it.temporaryName)];
      const columns = ["rowid", ...it.columns.map(quoteName)].join(", ");
      return [
        renamed(it.after.sql, it.temporaryName),
        `INSERT INTO ${to} (${columns}) SELECT ${columns} FROM ${from}`,
        `DROP TABLE ${from}`,
        `ALTER TABLE ${to} RENAME TO ${quoteName(it.after.name)}`,
      ];
    })
    .with({ kind: "refill" }, (it) => {
      const name = quoteName(it.table);
      return [`INSERT INTO ${name} (${name}) VALUES ('rebuild')`];
    })
    .exhaustive();
}

function createSql({ object, parents }: CreateStep): string {
  if (object.kind !== "table" || parents === undefined) return object.sql;
  return withNames(object.sql, { parents });
}

function dropSql({ object }: DropStep): string {
  const kind = object.kind === "virtual-table" ? "TABLE" : object.kind.toUpperCase();
  return `DROP ${kind} ${quoteName(object.name)}`;
}

/** A statement that fails, with the reason in its message, where the condition does not hold. */
function gateSql({ says, condition, table }: GateStep): string[] {
  const name = quoteName(table);
  return [
    // Where no transaction took it back, it is still there from the last time it stopped.
    `DROP TABLE IF EXISTS ${name}`,
    `CREATE TABLE ${name} (ok CONSTRAINT ${quoteName(says)} CHECK (ok))`,
    inLines(`INSERT INTO ${name}`, `SELECT ${condition}`),
    `DROP TABLE ${name}`,
  ];
}

function renamed(sql: string, name: string): string {
  const token = objectNameToken(sql);
  return sql.slice(0, token.startOffset) + quoteName(name) + sql.slice(token.endOffset);
}

/** The statement with its semicolon, on a line of its own where a comment would swallow it. */
export function terminated(sql: string): string {
  const last = tokenize(sql).at(-1);
  return last?.kind === "comment" && last.text.startsWith("--") ? `${sql}\n;` : `${sql};`;
}

function commentFor(step: Step, next: Step | undefined): string[] {
  const because = step.because.map(describeChange);
  return match(step)
    .returnType<string[]>()
    .with({ kind: "create", restored: true }, ({ object }) => [
      `Restore ${describeObject(object)}`,
    ])
    .with({ kind: "drop", restored: true }, ({ object }) => [
      `Make room: ${describeObject(object)} comes back below`,
    ])
    .with(
      { kind: "drop", because: [{ kind: "replace" }] },
      ({ object, because: [change] }) =>
        next?.because[0] === change
          ? because
          : [`Make room: ${describeObject(object)} comes back below, changed`],
    )
    .with(
      { kind: "rename-table" },
      { kind: "rename-column" },
      (it) => because.map((words) => takesDetour(it) ? `${words}, by way of another name` : words),
    )
    .with({ kind: "gate" }, ({ says }) => [`Stop here, with nothing changed, if ${says}`])
    .with({ kind: "rebuild" }, (it) => [...because, ...rebuildReasons(it)])
    .with({ kind: "add-column", fill: "NULL" }, (it) => [...because, nullReason(it.column)])
    .with({ kind: "refill" }, (it) => [
      `Fill the search index "${it.table}"${isNew(it) ? "" : " again: what it reads has changed"}`,
    ])
    .otherwise(() => because);
}

/** Whether the rename passes through a name that is neither the one before nor the one after. */
function takesDetour({ before, after, because }: RenameTableStep | RenameColumnStep): boolean {
  return because.some((change) =>
    (change.kind === "rename-table" || change.kind === "rename-column") &&
    (change.before !== before || change.after !== after)
  );
}

function isNew({ table, because }: RefillStep): boolean {
  return because.some((change) =>
    (change.kind === "create" && change.object.name === table) ||
    (change.kind === "replace" && change.after.name === table)
  );
}
