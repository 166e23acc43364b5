import type { Diagnostic, SourceText, Span } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import type { KitSchema } from "../../migrations/drizzle/kit_schema.ts";
import { checkDefinitions } from "../describe/check_definitions.ts";
import { ddlOf } from "./ddl.ts";
import type { Described, Origin, Problem } from "../definition.ts";
import { ordered } from "./ordered.ts";

/** The DDL of entities: `text` is the SQL, `name` is how diagnostics refer to it. */
export interface CompiledEntities extends SourceText {
  /** The part of the text that each entity became, in the order of the text. */
  readonly parts: readonly CompiledPart[];
}

/** The DDL of what modules export. */
export interface CompiledModules extends CompiledEntities {
  /** The schema for Drizzle Kit's snapshot, if there are tables or views of drizzle-orm. */
  readonly kit?: KitSchema;
}

/** The DDL of one entity. Offsets are UTF-16 code units in `CompiledEntities.text`. */
export interface CompiledPart {
  /** Where it starts. */
  readonly startOffset: number;
  /** Where it ends, exclusive. */
  readonly endOffset: number;
  /** Where the entity is defined in TypeScript; absent if that is not known, as in `compileEntities`. */
  readonly span?: Span | undefined;
}

/** How diagnostics refer to definitions. */
export interface DiagnosticContext {
  /** The name of the DDL in diagnostics. */
  readonly name: string;
  /** The place of a definition in its source; with a key, that of the column. */
  locate(origins: readonly Origin[], key?: string): Span | undefined;
  /** The diagnostic for an error that the user's code threw. */
  explain?(problem: Problem): Diagnostic | undefined;
}

/** The DDL of definitions. Fails with everything that is wrong with them. */
export function compileDescribed(
  { located, problems, kit }: Described,
  context: DiagnosticContext,
): Result<CompiledModules> {
  const diagnostics = [...problems, ...checkDefinitions(located, problems)].map((problem) =>
    context.explain?.(problem) ?? diagnosticOf(problem, context)
  );
  if (diagnostics.length > 0) return fail("unfinished", diagnostics);
  let text = "";
  const parts: CompiledPart[] = [];
  for (const { definition, origins } of ordered(located)) {
    if (text !== "") text += "\n";
    const startOffset = text.length;
    text += ddlOf(definition).map((sql) => `${sql};\n`).join("");
    parts.push({ startOffset, endOffset: text.length, span: context.locate(origins) });
  }
  return succeed({ name: context.name, text, parts, ...(kit && { kit }) });
}

function diagnosticOf(problem: Problem, context: DiagnosticContext): Diagnostic {
  const { slug, message, hint, origins, key } = problem;
  const span = context.locate(origins, key);
  return {
    code: `entities/${slug}`,
    severity: "error",
    message,
    ...(span && { span }),
    ...(hint !== undefined && { hint }),
  };
}
