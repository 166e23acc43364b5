import { addReference, addUnique } from "./constraint_edits.ts";
import { draftOf, type DraftOptions, type Edit } from "./draft.ts";
import { createIndex } from "./index_edits.ts";
import { emptyModel, type SchemaModel } from "./model.ts";
import { prune } from "./prune.ts";
import { createSearch } from "./search_edits.ts";
import { createTable } from "./table_edits.ts";
import { createTrigger } from "./trigger_edits.ts";
import { createView } from "./view_edits.ts";

export interface SchemaOptions extends DraftOptions {
  readonly tables: number;
  /** The first id that is used, so that two schemas have none in common. Default 1. */
  readonly firstId?: number;
}

/** A whole schema, from small tables to views of views. The same options give the same schema. */
export function generateSchema(options: SchemaOptions): SchemaModel {
  const draft = draftOf({ ...emptyModel(), nextId: options.firstId ?? 1 }, options);
  const { random } = draft;
  const times = (count: number, edit: Edit) => {
    for (; count > 0; count--) edit(draft);
    prune(draft.model);
  };
  times(options.tables, createTable);
  times(random.below(options.tables + 1), addReference);
  times(random.below(2), addUnique);
  times(random.below(options.tables + 1), createIndex);
  times(random.below(3), createView);
  if (random.chance(0.3)) times(1, createSearch);
  times(random.below(3), createTrigger);
  return draft.model;
}
