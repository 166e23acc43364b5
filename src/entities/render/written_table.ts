import type { Table } from "../../schema/snapshot.ts";
import type { TableDefinition } from "../definition.ts";

/** A table and its code. */
export interface WrittenTable {
  readonly table: Table;
  /** The name of its export. */
  readonly exportName: string;
  /** Absent if an entity cannot express the table, which is then written as a statement. */
  readonly definition?: TableDefinition | undefined;
  /** The tables that reference it and that it references, in a circle. */
  readonly circle: readonly Table[];
}
