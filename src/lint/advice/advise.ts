import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import type { SchemaSnapshot } from "../../schema/snapshot.ts";
import { type Statement, statementsIn } from "../../sql/statements.ts";
import { nameSpan } from "../name_span.ts";
import type { Permissions } from "../permissions.ts";
import type { AdviceLevels } from "../rule_names.ts";
import { type Advice, adviceDiagnostic, type FileRule, type SchemaRule } from "./advice.ts";
import { lastAbout, type Origins, originsAfter } from "./origins.ts";
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
  const states: Origins[] = [new Map()];
  for (const statements of files) states.push(originsAfter(states.at(-1)!, statements));
  const end = states.at(-1)!;
  const found: Placed[] = [
    ...files.flatMap((statements, index) => {
      const context = { before: states[index]!, after: states[index + 1]!, end };
      return FILE_RULES.flatMap((rule) =>
        rule.find(statements, context).map((advice) => ({ ...advice, rule }))
      );
    }),
    ...SCHEMA_RULES.flatMap((rule) =>
      rule.find(schema).map((advice) => ({
        ...advice,
        rule,
        statement: lastAbout(end, advice.owner, partOf(advice.object)),
      }))
    ),
  ];
  const order = new Map(sources.map((source, index) => [source, index]));
  const fileOf = ({ statement }: Placed) =>
    statement === undefined ? sources.length : order.get(statement.source)!;
  const offsetOf = ({ statement }: Placed) => statement?.startOffset ?? 0;
  return found
    .filter(({ statement, rule, object }) =>
      statement === undefined || !permissions.permits(statement.source, rule.name, object)
    )
    .toSorted((left, right) => fileOf(left) - fileOf(right) || offsetOf(left) - offsetOf(right))
    .flatMap((it) => diagnosticFor(it, levels) ?? []);
}

/** Advice, and the statement it is about; none if no statement of the history says anything about it. */
interface Placed extends Advice {
  readonly rule: SchemaRule | FileRule;
  readonly statement: Statement | undefined;
}

function diagnosticFor(
  { rule: { name, severity: usual }, statement, ...advice }: Placed,
  { [name]: severity = usual }: AdviceLevels,
): Diagnostic | undefined {
  if (severity === "off") return undefined;
  const span = statement && nameSpan(statement, advice.object);
  return { ...adviceDiagnostic(advice, { name, severity }), ...(span && { span }) };
}

/** The column of `users.bio`, or the whole name. */
function partOf(object: string): string {
  return object.slice(object.indexOf(".") + 1);
}
