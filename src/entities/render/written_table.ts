import type { Table } from "../../schema/snapshot.ts";
import type { TableDefinition } from "../definition.ts";

/** A table, and what can be written of it. */
export interface WrittenTable {
  readonly table: Table;
  /** What the export is called. */
  readonly exportName: string;
  /** Absent where the table says more than an entity can; then it is written as a statement. */
  readonly definition?: TableDefinition | undefined;
  /** The tables that it points at, and that point at it, in a circle. */
  readonly circle: readonly Table[];
}
