import type { Diagnostic, Severity } from "../../base/diagnostic.ts";
import type { SchemaSnapshot } from "../../schema/snapshot.ts";
import type { Statement } from "../../sql/statements.ts";
import type { AdviceName } from "../rule_names.ts";
import type { Origins, Timeline } from "./origins.ts";

/** Something that runs and loses nothing, and could still be better. */
export interface Advice {
  /** The object that an `allow` may name: `users`, `users.bio`, `users_email`. */
  readonly object: string;
  readonly message: string;
  readonly notes?: readonly string[];
  readonly hint: string;
}

/** Advice on an object of the schema. */
export interface SchemaAdvice extends Advice {
  /** The object with a name of its own. */
  readonly owner: string;
}

/** Advice on a statement. */
export interface FileAdvice extends Advice {
  readonly statement: Statement;
  /** Present if what is true of it is often true of many statements of a file: the first one is reported. */
  readonly isOncePerFile?: true;
}

/** What all rules have. `penumbra explain lint/<name>` has why it matters, and what to do instead. */
interface AnyRule {
  /** The name, as written after "allow". */
  readonly name: AdviceName;
  /** How much it matters, unless penumbra.json says otherwise. */
  readonly severity: Exclude<Severity, "error">;
  /** Present if it is only asked where penumbra.json gives it a level. */
  readonly isOff?: true;
}

/** A rule about the schema after all migrations. */
export interface SchemaRule extends AnyRule {
  find(schema: SchemaSnapshot): readonly SchemaAdvice[];
}

/** A rule about the statements of one file. */
export interface FileRule extends AnyRule {
  find(statements: readonly Statement[], context: FileContext): readonly FileAdvice[];
}

/** What is around a file. */
export interface FileContext {
  /** The objects before it, after it, and after the whole history. */
  readonly before: Origins;
  readonly after: Origins;
  readonly end: Origins;
  /** The statements of the file that create an object, or write rows of one, which is there after it. */
  readonly kept: ReadonlySet<Statement>;
  /** The whole history. */
  readonly timeline: Timeline;
  /** The schema after the whole history. */
  readonly schema: SchemaSnapshot;
}

/** The advice of a rule as a diagnostic. */
export function adviceDiagnostic(
  { message, notes, hint }: Advice,
  { name, severity }: { readonly name: AdviceName; readonly severity: Severity },
): Diagnostic {
  return { code: `lint/${name}`, severity, message, ...(notes && { notes }), hint };
}
