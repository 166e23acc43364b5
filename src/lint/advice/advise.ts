import { counted } from "../../base/counted.ts";
import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import type { SchemaSnapshot } from "../../schema/snapshot.ts";
import { type Statement, statementsIn } from "../../sql/statements.ts";
import { nameSpan } from "../name_span.ts";
import type { Permissions } from "../permissions.ts";
import type { AdviceLevels } from "../rule_names.ts";
import { type Advice, adviceDiagnostic, type FileRule, type SchemaRule } from "./advice.ts";
import { keptIn } from "./kept.ts";
import { Timeline } from "./origins.ts";
import { FILE_RULES, SCHEMA_RULES } from "./rules.ts";

/** A history, in the order it runs, and the schema after it. */
export interface AdvisedHistory {
  readonly sources: readonly SourceText[];
  readonly schema: SchemaSnapshot;
}

/**
 * Advice on the files of a history and on the schema after them, in the order of the files, at the
 * level of its rule. Advice on the schema is placed where a migration last said something about the
 * object.
 */
export function advise(
  { sources, schema }: AdvisedHistory,
  { permissions, levels }: { readonly permissions: Permissions; readonly levels: AdviceLevels },
): Diagnostic[] {
  const files = sources.map(statementsIn);
  const timeline = new Timeline();
  const states = [
    timeline.now(),
    ...files.map((statements) => {
      statements.forEach((statement) => timeline.add(statement));
      return timeline.now();
    }),
  ];
  const end = states.at(-1)!;
  const found: Placed[] = [
    ...files.flatMap((statements, index) => {
      const [before, after] = [states[index]!, states[index + 1]!];
      const kept = keptIn(statements);
      const context = { before, after, end, kept, timeline, schema };
      return FILE_RULES.flatMap((rule) =>
        rule.find(statements, context).map((advice) => ({ ...advice, rule }))
      );
    }),
    ...SCHEMA_RULES.flatMap((rule) =>
      rule.find(schema).map((advice) => ({
        ...advice,
        rule,
        statement: timeline.lastAbout(advice.owner, partOf(advice.object)),
      }))
    ),
  ];
  const order = new Map(sources.map((source, index) => [source, index]));
  const fileOf = ({ statement }: Placed) =>
    statement === undefined ? sources.length : order.get(statement.source)!;
  const offsetOf = ({ statement }: Placed) => statement?.startOffset ?? 0;
  const open = found.filter(({ statement, rule, object }) =>
    statement === undefined || !permissions.permits(statement.source, rule.name, object)
  );
  return oncePerFile(open)
    .toSorted((left, right) => fileOf(left) - fileOf(right) || offsetOf(left) - offsetOf(right))
    .flatMap((it) => diagnosticFor(it, levels) ?? []);
}

/** The advice, of which that for once per file is kept once, with a note on how often it is true. */
function oncePerFile(advice: readonly Placed[]): Placed[] {
  const groups = Map.groupBy(
    advice.filter(({ isOncePerFile }) => isOncePerFile),
    ({ rule, statement }) => `${rule.name} ${statement!.source.name}`,
  );
  return [
    ...advice.filter(({ isOncePerFile }) => !isOncePerFile),
    ...[...groups.values()].map(([first, ...others]) => ({
      ...first!,
      ...(others.length > 0 && {
        notes: [`The same is true of ${counted(others.length, "other statement")} of the file`],
      }),
    })),
  ];
}

/** Advice, and the statement it is about; none if no statement of the history says anything about it. */
interface Placed extends Advice {
  readonly rule: SchemaRule | FileRule;
  readonly statement: Statement | undefined;
  readonly isOncePerFile?: true;
}

function diagnosticFor(
  { rule: { name, severity: usual, isOff }, statement, ...advice }: Placed,
  { [name]: severity = isOff ? "off" : usual }: AdviceLevels,
): Diagnostic | undefined {
  if (severity === "off") return undefined;
  const span = statement && nameSpan(statement, advice.object);
  return { ...adviceDiagnostic(advice, { name, severity }), ...(span && { span }) };
}

/** The column of `users.bio`, or the whole name. */
function partOf(object: string): string {
  return object.slice(object.indexOf(".") + 1);
}
