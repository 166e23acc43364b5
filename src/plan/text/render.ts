import { match } from "../../base/match.ts";
import { quoteName } from "../../sql/names.ts";
import { tokenize } from "../../sql/tokens.ts";
import type { Step } from "../step.ts";
import { splitsInCapitals, takesSavepoint, type Target } from "../../base/target.ts";
import { commentFor } from "./comments.ts";
import { inCapitals } from "./in_capitals.ts";
import { withLineFeeds } from "./line_feeds.ts";
import {
  arrivalSql,
  closeGateSql,
  configureSql,
  copySql,
  gateSql,
  keepSettingsSql,
  openGateSql,
  placeholderSql,
  releaseSql,
  SETTINGS,
} from "./rebuild_sql.ts";

/** Statements that belong together, and the comment above them. */
export interface RenderedStep {
  /** Lines without the leading `--`. */
  readonly comment: readonly string[];
  /** Each ends with its semicolon. */
  readonly statements: readonly string[];
  /** Whether it shares the comment of the step before it. */
  readonly joins: boolean;
}

/**
 * The SQL of the steps for a target. Several statements are wrapped in a SAVEPOINT, so that a file runs as
 * a whole or not at all, in and out of a transaction.
 * https://www.sqlite.org/lang_savepoint.html
 */
export function renderSteps(steps: readonly Step[], target: Target): RenderedStep[] {
  const rendered = steps.map((step, index): RenderedStep => {
    const { comment, joins } = commentFor(step, { steps, index });
    const statements = statementsFor(step, target).map(withLineFeeds).map(terminated);
    return { comment, joins, statements };
  });
  const isOne = rendered.flatMap(({ statements }) => statements).length < 2;
  if (isOne || !takesSavepoint(target)) return rendered;
  const isOutside = (step: Step | undefined) => step?.kind === "setting" && step.outside === true;
  const start = steps.findIndex((step) => !isOutside(step));
  const end = steps.findLastIndex((step) => !isOutside(step)) + 1;
  return [
    ...rendered.slice(0, start),
    bare("SAVEPOINT penumbra;"),
    ...rendered.slice(start, end),
    bare("RELEASE penumbra;"),
    ...rendered.slice(end),
  ];
}

function bare(statement: string): RenderedStep {
  return { comment: [], statements: [statement], joins: false };
}

/** The SQL of one step, without semicolons. */
export function statementsFor(step: Step, target: Target): string[] {
  const alter = (table: string) => `ALTER TABLE ${quoteName(table)}`;
  const update = ({ orAbort }: { readonly orAbort: boolean }) =>
    orAbort ? "UPDATE OR ABORT" : "UPDATE";
  return match(step)
    .returnType<string[]>()
    .with(
      { kind: "create" },
      ({ object: { sql } }) => [splitsInCapitals(target) ? inCapitals(sql) : sql],
    )
    .with({ kind: "drop" }, ({ object }) => {
      const kind = object.kind === "virtual-table" ? "TABLE" : object.kind.toUpperCase();
      return [`DROP ${kind} ${quoteName(object.name)}`];
    })
    .with(
      { kind: "rename-table" },
      (it) => [`${alter(it.before)} RENAME TO ${quoteName(it.after)}`],
    )
    .with(
      { kind: "rename-column" },
      (it) => [
        `${alter(it.table)} RENAME COLUMN ${quoteName(it.before)} TO ${quoteName(it.after)}`,
      ],
    )
    .with({ kind: "add-column" }, (it) => [
      `${alter(it.table)} ADD COLUMN ${it.definition}`,
      ...(it.fill === undefined
        ? []
        : [`${update(it)} ${quoteName(it.table)} SET ${quoteName(it.column)} = ${it.fill}`]),
    ])
    .with(
      { kind: "drop-column" },
      (it) => [`${alter(it.table)} DROP COLUMN ${quoteName(it.column)}`],
    )
    .with({ kind: "alter-table" }, ({ table, clause, fill, orAbort }) => {
      const column = fill === undefined ? "" : quoteName(fill.column);
      return [
        ...(fill === undefined ? [] : [
          `${update({ orAbort })} ${
            quoteName(table)
          } SET ${column} = ${fill.value} WHERE ${column} IS NULL`,
        ]),
        `${alter(table)} ${clause}`,
      ];
    })
    .with(
      { kind: "set-aside" },
      (it) => [`${alter(it.table)} RENAME TO ${quoteName(it.aside)}`],
    )
    .with({ kind: "copy" }, copySql)
    .with({ kind: "keep-settings" }, keepSettingsSql)
    .with({ kind: "configure" }, configureSql)
    .with({ kind: "add-placeholder" }, ({ placeholder }) => [placeholderSql(placeholder)])
    .with({ kind: "drop-placeholder" }, ({ placeholder: { kind, name } }) => [
      `DROP ${kind.toUpperCase()} ${quoteName(name)}`,
    ])
    .with({ kind: "refill" }, (it) => {
      const name = quoteName(it.table);
      return [`INSERT INTO ${name} (${name}) VALUES ('rebuild')`];
    })
    .with({ kind: "setting" }, ({ setting }) => [SETTINGS[setting].sql])
    .with({ kind: "open-gate" }, openGateSql)
    .with({ kind: "gate" }, gateSql)
    .with({ kind: "arrival" }, arrivalSql)
    .with({ kind: "close-gate" }, (it) => closeGateSql(it, target))
    .with({ kind: "release" }, releaseSql)
    .with({ kind: "retire" }, ({ aside }) => [`DROP TABLE ${quoteName(aside)}`])
    .exhaustive();
}

/** The statement with its semicolon, which goes on its own line after a trailing comment. */
export function terminated(sql: string): string {
  const last = tokenize(sql).at(-1);
  return last?.kind === "comment" && last.text.startsWith("--") ? `${sql}\n;` : `${sql};`;
}
