import { OWN_NAME } from "../../host/modules/own_name.ts";
import { keysBetween } from "../../schema/constraints/circles.ts";
import { inDependencyOrder } from "../../schema/dependencies/dependents.ts";
import { parentsFirst } from "../../schema/dependencies/order.ts";
import type { SchemaSnapshot } from "../../schema/snapshot.ts";
import { sameName } from "../../sql/names.ts";
import type { Casing } from "../casing.ts";
import { OWN_FUNCTIONS } from "../builder/own_functions.ts";
import { identifiers } from "./identifiers.ts";
import { statementCode, triggerCode, viewCode, virtualTableCode } from "./object_code.ts";
import { referenceCode } from "./reference_code.ts";
import { tableCode } from "./table_code.ts";
import { tableDefinition } from "./table_definition.ts";
import type { WrittenTable } from "./written_table.ts";

/** Options for writing entities. */
export interface RenderEntitiesOptions {
  /**
   * The casing with which the entities will be compiled. With `snake_case` a column `author_id` gets the
   * key `authorId`; a name that does not result from its key is written explicitly.
   */
  readonly casing?: Casing;
}

/**
 * The TypeScript that defines the schema, as a start for a project with a database: each table as an entity,
 * with expressions, views and triggers in their original text. Tables that entities cannot express are
 * statements. Compiled, it results in a schema with the same facts. Ends with a line break; `""` for an
 * empty schema.
 */
export function renderEntities(
  snapshot: SchemaSnapshot,
  options: RenderEntitiesOptions = {},
): string {
  const naming = { casing: options.casing ?? "as-written" };
  const names = identifiers([...ENTITY_FUNCTIONS, ...ENTITY_TYPES, "t"]);
  const tables = writtenTables(snapshot, { give: (name) => names.give(name, "table"), naming });
  const reference = referenceCode(tables);
  const entities = tables.map(({ table, exportName, definition }) =>
    exported(
      exportName,
      definition === undefined
        ? statementCode(table.sql)
        : tableCode(definition, { naming, reference }),
    )
  );
  const lostIndexes = snapshot.indexes.filter((index) =>
    !tables.some(({ table, definition }) => definition && sameName(table.name, index.table))
  );
  const others = [
    ...snapshot.virtualTables.map((it) =>
      exported(names.give(it.name, "table"), virtualTableCode(it))
    ),
    ...lostIndexes.map((it) => exported(names.give(it.name, "index"), statementCode(it.sql))),
    ...inDependencyOrder(snapshot.views).map((it) =>
      exported(names.give(it.name, "view"), viewCode(it))
    ),
    ...snapshot.triggers.map((it) => exported(names.give(it.name, "trigger"), triggerCode(it))),
  ];
  const body = [...entities, ...others].join("\n");
  if (body === "") return "";
  return `${importLines(body)}\n${body}`;
}

function writtenTables(
  snapshot: SchemaSnapshot,
  { give, naming }: {
    readonly give: (name: string) => string;
    readonly naming: { readonly casing: Casing };
  },
): WrittenTable[] {
  return parentsFirst(snapshot.tables).flatMap((component) =>
    component.map((table): WrittenTable => ({
      table,
      exportName: give(table.name),
      definition: tableDefinition(table, {
        indexes: snapshot.indexes.filter((index) => sameName(index.table, table.name)),
        naming,
      }),
      circle: keysBetween(component).length > 0 ? component : [],
    }))
  );
}

function exported(name: string, code: string): string {
  return `export const ${name} = ${code};\n`;
}

/** The functions and types that the code may use. */
const ENTITY_FUNCTIONS = Object.keys(OWN_FUNCTIONS).sort();
const ENTITY_TYPES = ["AnyColumn", "AnyEntity"];

/** The import of the names that the code uses. */
function importLines(body: string): string {
  // Names in strings and SQL templates do not count.
  const code = body.replace(
    /`(?:[^`\\]|\\.)*`|"(?:[^"\\]|\\.)*"/gs,
    (text) => text[0] === "`" ? "``" : '""',
  );
  const used = (names: readonly string[], pattern: (name: string) => RegExp) =>
    names.filter((name) => pattern(name).test(code));
  const names = [
    ...used(ENTITY_FUNCTIONS, (name) => new RegExp(`(?<![\\w$.])${name}(?:[(<]|\`\`)`)),
    ...used(ENTITY_TYPES, (name) => new RegExp(`\\b${name}\\b`)).map((name) => `type ${name}`),
  ];
  names.sort((left, right) => {
    const [first, second] = [left, right].map((name) => name.replace("type ", "").toLowerCase());
    return first! < second! ? -1 : 1;
  });
  const line = `import { ${names.join(", ")} } from "${OWN_NAME}";\n`;
  return line.length <= 100
    ? line
    : `import {\n${names.map((name) => `  ${name},\n`).join("")}} from "${OWN_NAME}";\n`;
}
