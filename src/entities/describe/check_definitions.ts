import { suggest, type Suggester, suggester } from "../../base/suggest.ts";
import { mentions } from "../../schema/dependencies/mentions.ts";
import { fold } from "../../sql/names.ts";
import type { Located, Problem, ReferenceDefinition, TableDefinition } from "../definition.ts";

/**
 * The problems between definitions, in their order: duplicate names, and references to something that does
 * not exist, other than what could not be defined. The SQL in them is left to the engine.
 */
export function checkDefinitions(
  located: readonly Located[],
  problems: readonly Problem[],
): Problem[] {
  const lost = problems.flatMap((it) => it.lost === undefined ? [] : fold(it.lost));
  return [...duplicates(located), ...lostReferences(located, lost)];
}

/** A name that a definition assigns. */
interface Given extends Pick<Located, "origins"> {
  readonly name: string;
  readonly what: string;
}

/** Tables, views and indexes share one namespace in SQLite; triggers have another. */
function duplicates(located: readonly Located[]): Problem[] {
  const givens = located.flatMap(({ definition, origins }): Given[] => {
    if (definition.kind === "statement") return [];
    const what = definition.kind.replace("-", " ");
    const indexes = definition.kind === "table" ? definition.indexes : [];
    return [
      { name: definition.name, what, origins },
      ...indexes.map(({ name }) => ({ name, what: "index", origins })),
    ];
  });
  const first = new Map<string, Given>();
  return givens.flatMap((given): Problem[] => {
    const key = `${given.what === "trigger"} ${fold(given.name)}`;
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, given);
      return [];
    }
    return [{
      slug: "duplicate-name",
      message: `Cannot define ${given.what} "${given.name}": there is ${
        before.what === given.what
          ? "another one"
          : `${before.what === "index" ? "an" : "a"} ${before.what}`
      } of that name${placeOf(before)}`,
      hint: "Rename one of them, or export only one",
      origins: given.origins,
    }];
  });
}

function placeOf({ origins: [origin] }: Given): string {
  if (origin === undefined || origin.url === "") return "";
  return `, exported as "${origin.exportName}" from ${decodeURI(origin.url.replace(/^.*\//, ""))}`;
}

function lostReferences(located: readonly Located[], lost: readonly string[]): Problem[] {
  const tables = new Map<string, TableDefinition>();
  for (const { definition } of located) {
    if (definition.kind === "table") tables.set(fold(definition.name), definition);
  }
  const meant = suggester([...tables.values()].map(({ name }) => name));
  const others = new Set([
    ...lost,
    ...located.flatMap(({ definition }) =>
      definition.kind === "statement" ? [...mentions(definition.sql)] : []
    ),
  ]);
  return located.flatMap(({ definition, origins }) => {
    if (definition.kind !== "table") return [];
    return referencesOf(definition).flatMap(({ key, reference }): Problem[] => {
      const { target } = reference;
      if (target.kind === "sql" || others.has(fold(target.table))) return [];
      const problem = lostReference(target, tables, meant);
      if (problem === undefined) return [];
      const message = `Cannot reference ${problem.what} from "${key}" of "${definition.name}": ` +
        problem.state;
      return [{ slug: problem.slug, message, hint: problem.hint, origins, key }];
    });
  });
}

function lostReference(
  target: { readonly table: string; readonly columns: readonly string[] },
  tables: ReadonlyMap<string, TableDefinition>,
  meant: Suggester,
) {
  const parent = tables.get(fold(target.table));
  if (parent === undefined) {
    const near = meant(target.table);
    return {
      slug: "no-such-table",
      what: `"${target.table}"`,
      state: "no such entity is exported",
      hint: near === undefined
        ? `Export the entity "${target.table}" from a file of the schema`
        : `Did you mean "${near}"?`,
    };
  }
  const names = parent.columns.map(({ name }) => name);
  const lost = target.columns.find((name) => !names.some((it) => fold(it) === fold(name)));
  if (lost === undefined) return undefined;
  const near = suggest(lost, names);
  return {
    slug: "no-such-column",
    what: `"${lost}" of "${parent.name}"`,
    state: "there is no such column",
    hint: near === undefined ? `Use one of ${names.join(", ")}` : `Did you mean "${near}"?`,
  };
}

function referencesOf(
  { columns, constraints }: TableDefinition,
): { readonly key: string; readonly reference: ReferenceDefinition }[] {
  return [
    ...columns.flatMap(({ key, references }) =>
      references.map((reference) => ({ key, reference }))
    ),
    ...constraints.flatMap((it) => it.kind === "foreign-key" ? { key: it.key, reference: it } : []),
  ];
}
