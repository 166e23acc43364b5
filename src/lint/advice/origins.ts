import { fold } from "../../sql/names.ts";
import type { CreateOutline } from "../../sql/outline.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import type { Statement } from "../../sql/statements.ts";
import { isNamed } from "../../sql/token_names.ts";

/** An object that statements have created, and those that made it what it is, in their order. */
export interface Origin {
  /** The outline of the first of them, its CREATE. */
  readonly outline: CreateOutline;
  readonly statements: readonly Statement[];
  /** The folded name of its table, for an index or a trigger. */
  readonly table?: string | undefined;
}

/** The objects that statements create, by folded name. */
export type Origins = ReadonlyMap<string, Origin>;

/** The objects after these statements. Renames are followed; other changes of names in texts are not. */
export function originsAfter(before: Origins, statements: readonly Statement[]): Origins {
  const origins = new Map(before);
  for (const statement of statements) apply(origins, statement);
  return origins;
}

function apply(origins: Map<string, Origin>, statement: Statement): void {
  const outline = outlineOf(statement);
  if (outline.kind === "create") {
    const { name } = outline.name;
    const isThere = outline.isConditional && origins.has(name);
    const table = "table" in outline ? outline.table?.name : undefined;
    if (!isThere) origins.set(name, { outline, statements: [statement], table });
  } else if (outline.kind === "drop") {
    const { name } = outline.name;
    origins.delete(name);
    for (const [dependent, { table }] of origins) {
      if (table === name) origins.delete(dependent);
    }
  } else if (outline.kind === "alter") {
    const { table: { name }, action } = outline;
    const origin = origins.get(name);
    if (origin === undefined) return;
    const changed = { ...origin, statements: [...origin.statements, statement] };
    if (action.kind !== "rename-table") return void origins.set(name, changed);
    origins.delete(name);
    origins.set(action.to.name, changed);
    for (const [dependent, it] of origins) {
      if (it.table === name) origins.set(dependent, { ...it, table: action.to.name });
    }
  }
}

/** The last statement about an object that names the part, or the last one about it. */
export function lastAbout(origins: Origins, owner: string, part: string): Statement | undefined {
  const statements = origins.get(fold(owner))?.statements ?? [];
  const name = fold(part);
  return statements.findLast(({ tokens }) => tokens.some((it) => isNamed(it, name))) ??
    statements.at(-1);
}
