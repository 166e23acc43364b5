import assert from "node:assert/strict";
import { compileEntities } from "../../src/entities/compile/compile_entities.ts";
import { renderEntities } from "../../src/entities/render/render_entities.ts";
import { snapshotFacts } from "../../src/schema/facts.ts";
import type { SchemaSnapshot } from "../../src/schema/snapshot.ts";
import { readCases } from "../golden/golden_case.ts";
import { inFolder } from "../support/folders.ts";
import { snapshotAfter } from "../support/snapshots.ts";
import { SCHEMAS } from "./schemas.ts";

const CASINGS = ["as-written", "snake_case"] as const;

/**
 * Schemas whose text contains something that the model cannot express, and so only a statement can.
 */
const NEEDS_A_STATEMENT = [
  "constraints/text_without_a_model",
  "text that the model has no word for",
];

/** A schema by its name. */
type Named = readonly [name: string, schema: SchemaSnapshot];

/** The facts of schemas that were rendered as entities and compiled again, in both casings. */
async function factsOfRendered(schemas: readonly Named[]): Promise<string[][]> {
  const rendered = schemas.flatMap(([, schema]) =>
    CASINGS.map((casing) => renderEntities(schema, { casing }))
  );
  const files = Object.fromEntries(rendered.map((text, index) => [`schema${index}.ts`, text]));
  // One module for all, so that their types are checked together.
  const all = rendered.map((_, index) => `export * as s${index} from "./schema${index}.ts";\n`);
  return await inFolder({ ...files, "all.ts": all.join("") }, async (folder) => {
    const modules = await import(`file://${folder}/all.ts`);
    return await Promise.all(rendered.map(async (_, index) => {
      const casing = CASINGS[index % CASINGS.length]!;
      const compiled = await compileEntities(modules[`s${index}`], { casing });
      assert(compiled.ok, JSON.stringify(compiled));
      return snapshotFacts(await snapshotAfter(compiled.value.text));
    }));
  });
}

async function assertSame(schemas: readonly Named[]) {
  const facts = await factsOfRendered(schemas);
  for (const [index, [name, schema]] of schemas.entries()) {
    for (const [offset, casing] of CASINGS.entries()) {
      const made = facts[index * CASINGS.length + offset];
      assert.deepEqual(made, snapshotFacts(schema), `${name}, ${casing}`);
    }
  }
}

function needingStatements(schemas: readonly Named[]): string[] {
  return schemas.filter(([, schema]) => /\bstatement\(/.test(renderEntities(schema)))
    .map(([name]) => name);
}

Deno.test("renderEntities() writes code that compiles to the same schema, for any schema", async () => {
  const schemas = await Promise.all(
    Object.entries(SCHEMAS).map(async ([name, sql]) => [name, await snapshotAfter(sql)] as const),
  );
  await assertSame(schemas);
  assert.deepEqual(needingStatements(schemas), NEEDS_A_STATEMENT.slice(1));
});

Deno.test("renderEntities() writes code that compiles to the same schema, for every golden case", async () => {
  const cases = readCases(new URL("../golden/", import.meta.url));
  const schemas: Named[] = [];
  for (const { name, after, answers } of cases) {
    if (answers.sqliteOnly === undefined) schemas.push([name, await snapshotAfter(after)]);
  }
  assert(schemas.length > 250);
  await assertSame(schemas);
  assert.deepEqual(needingStatements(schemas), NEEDS_A_STATEMENT.slice(0, 1));
});

Deno.test("renderEntities() writes code like a person's", async () => {
  const schema = await snapshotAfter(`
    CREATE TABLE users (
      id INTEGER PRIMARY KEY,
      email VARCHAR(255) NOT NULL UNIQUE COLLATE NOCASE,
      bio TEXT CONSTRAINT short CHECK (length(bio) < 500),
      active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
      created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
      invited_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
      CONSTRAINT once UNIQUE (email, created_at)
    );
    CREATE TABLE memberships (
      user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      team TEXT NOT NULL DEFAULT 'none',
      CONSTRAINT member PRIMARY KEY (user_id, team)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX users_created ON users (created_at DESC) WHERE active;
    CREATE VIEW active_users AS SELECT id, email FROM users WHERE active;`);
  assert.equal(
    renderEntities(schema, { casing: "snake_case" }),
    `import {
  type AnyColumn,
  column,
  entity,
  id,
  index,
  integer,
  primaryKey,
  sql,
  text,
  timestamp,
  unique,
  view,
} from "penumbra";

export const users = entity("users", {
  id: id(),
  email: column<string>("VARCHAR(255)").notNull().unique().collate("nocase"),
  bio: text().check(sql\`length(bio) < 500\`, { name: "short" }),
  active: integer().notNull().default(1).check(sql\`active IN (0, 1)\`),
  createdAt: timestamp().notNull().defaultNow(),
  invitedBy: integer().references((): AnyColumn => users.columns.id, { onDelete: "set null" }),
}, (t) => ({
  constraints: [
    unique("once").on(t.email, t.createdAt),
  ],
  indexes: [
    index("users_created").on(t.createdAt.desc()).where(sql\`active\`),
  ],
}));

export const memberships = entity("memberships", {
  userId: integer().notNull().references(() => users.columns.id, { onDelete: "cascade" }),
  team: text().notNull().default("none"),
}, (t) => ({
  constraints: [
    primaryKey(t.userId, t.team).named("member"),
  ],
  strict: true,
  withoutRowid: true,
}));

export const activeUsers = view("active_users", sql\`SELECT id, email FROM users WHERE active\`);
`,
  );
  assert.equal(renderEntities(await snapshotAfter("")), "");
});
