import {
  addColumn,
  addGeneratedColumn,
  alterCollation,
  alterDefault,
  alterGenerated,
  alterNotNull,
  alterType,
  dropColumn,
  moveColumn,
  renameColumn,
} from "./column_edits.ts";
import {
  addCheck,
  addForeignKey,
  addReference,
  addUnique,
  alterForeignKey,
  alterOptions,
  alterPrimaryKey,
  dropCheck,
  dropUnique,
} from "./constraint_edits.ts";
import { draftOf, type DraftOptions, type Edit } from "./draft.ts";
import { alterIndex, createIndex, dropIndex } from "./index_edits.ts";
import type { SchemaModel } from "./model.ts";
import { prune } from "./prune.ts";
import { alterSearch, createSearch, dropSearch } from "./search_edits.ts";
import { createTable, dropTable, renameTable, respell } from "./table_edits.ts";
import { alterTrigger, createTrigger, dropTrigger } from "./trigger_edits.ts";
import { alterView, createView, dropView } from "./view_edits.ts";

/** The kinds of edits, with their relative frequencies. */
const EDITS: readonly (readonly [number, Edit])[] = [
  [14, addColumn],
  [4, addGeneratedColumn],
  [8, dropColumn],
  [7, renameColumn],
  [2, moveColumn],
  [5, alterType],
  [6, alterNotNull],
  [5, alterDefault],
  [2, alterCollation],
  [3, alterGenerated],
  [7, addReference],
  [4, addForeignKey],
  [4, alterForeignKey],
  [4, addUnique],
  [2, dropUnique],
  [4, addCheck],
  [2, dropCheck],
  [4, alterPrimaryKey],
  [3, alterOptions],
  [5, createTable],
  [3, dropTable],
  [4, renameTable],
  [3, respell],
  [6, createIndex],
  [3, dropIndex],
  [4, alterIndex],
  [5, createView],
  [2, dropView],
  [4, alterView],
  [5, createTrigger],
  [2, dropTrigger],
  [3, alterTrigger],
  [2, createSearch],
  [1, dropSearch],
  [2, alterSearch],
];

/** The model after some edits, without what they broke. The same options give the same model. */
export function editSchema(
  model: SchemaModel,
  options: DraftOptions & { readonly edits: number },
): SchemaModel {
  const draft = draftOf(model, options);
  const total = EDITS.reduce((sum, [weight]) => sum + weight, 0);
  for (let done = 0, tries = 0; done < options.edits && tries < 50; tries++) {
    let left = draft.random.next() * total;
    const edit = EDITS.find(([weight]) => (left -= weight) < 0)![1];
    if (!edit(draft)) continue;
    prune(draft.model);
    done++;
  }
  return draft.model;
}
