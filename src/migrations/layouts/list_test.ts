import assert from "node:assert/strict";
import { folderOf, type Texts } from "../../../tests/support/layout_folder.ts";
import { layoutNamed, LAYOUTS, recogniseLayout } from "./list.ts";

const SQL = "CREATE TABLE t (a);";

const FOLDERS: readonly (readonly [layout: string, texts: Texts, around?: Texts])[] = [
  ["plain", {}],
  ["plain", { "0001_a.sql": SQL, "archive/V1__old.sql": "" }],
  ["plain", { "0001_a.sql": "-- migrate:upwards\n-- Up to here\n-- +goose" }],
  ["plain", { "0001_a.sql": SQL }, { "Cargo.toml": 'rusqlite = "0.37"', "wrangler.toml": "" }],
  ["drizzle", { "meta/_journal.json": "{", "migration_lock.toml": "" }],
  ["drizzle", { "20260101000000_a/migration.sql": SQL, "20260101000000_a/snapshot.json": "{}" }],
  ["prisma", { "20260101000000_a/migration.sql": SQL }],
  ["prisma", { "migration_lock.toml": "", "0001_a.sql": SQL }],
  ["dbmate", { "atlas.sum": "", "0001_a.sql": "-- migrate:up" }],
  ["dbmate", { "0001_a.sql": SQL, "0002_b.sql": "-- first\n--migrate:up" }],
  ["goose", { "0001_a.sql": "-- +goose Up\n" }],
  ["goose", { "0001_a.sql": "\ufeff--+goose up\r\n" }],
  ["dbmate", { "0001_a.sql": "\ufeff-- migrate:up\n" }],
  ["golang-migrate", { "0001_a.up.sql": SQL, "0001_a.down.sql": SQL }],
  ["golang-migrate", { "0001_a.up.sql": SQL }, { "Cargo.toml": 'serde = "1"' }],
  ["sqlx", { "0001_a.up.sql": SQL }, { "Cargo.toml": 'sqlx = "0.8"' }],
  ["flyway", { "V1__a.sql": SQL }],
  ["flyway", { "sub/R__views.sql": SQL }],
  ["refinery", { "V1__a.sql": SQL }, { "Cargo.toml": 'refinery = "0.8"' }],
  ["node-sqlite", { "001-a.sql": "-- Up\n", "002-b.sql": SQL }],
  ["tern", {
    "001_a.sql": `${SQL}\n---- create above / drop below ----\nDROP TABLE t;`,
    "002_b.sql": SQL,
  }],
  ["golang-migrate", { "1_a.up.sql": SQL, "1_a.down.sql": SQL, "atlas.sum": "h1:" }],
  ["goose", { "1_a.sql": "-- +goose Up\n", "atlas.sum": "h1:" }],
  ["sections", { "001_a.sql": `-- Up Migration\n${SQL}\n-- Down Migration\nDROP TABLE t;` }],
  ["sections", { "001_a.sql": SQL, "2_b.sql": `/* == UP == */\n${SQL}\n/* == DOWN == */` }],
  ["plain", { "001_a.sql": `-- Clean up\n${SQL}\n-- Shut down\nDROP TABLE u;` }],
  ["sqldelight", { "1.sqm": SQL, "2.sqm": SQL }],
  ["d1", {}, { "wrangler.jsonc": '{ "d1_databases": [] }' }],
  ["d1", { "0001_a.sql": SQL }, { "wrangler.toml": "[[d1_databases]]" }],
  ["goose", { "0001_a.sql": "-- +goose Up\n" }, { "wrangler.toml": "[[d1_databases]]" }],
  ["diesel", { "2024-01-01-120000_users/up.sql": SQL, "2024-01-01-120000_users/down.sql": SQL }],
  ["sql-migrate", { "1-a.sql": "-- +migrate Up\n" }],
  ["up-down", { "V0001.Initial.up.sql": SQL, "V0001.Initial.down.sql": SQL }],
  ["up-down", { "0001.up.sql": SQL }],
  ["up-down", { "1_a_up.sql": SQL, "1_a_down.sql": SQL, "schema.sql": SQL }],
  ["plain", { "1_set_up.sql": SQL, "2_a.sql": SQL, "3_shut_down.sql": SQL }],
  ["plain", { "1_set_up.sql": SQL }],
  ["up-down", { "1_a.sql": SQL, "1_a.down.sql": SQL, "2_drop_down.sql": SQL, "schema.sql": SQL }],
  ["up-down", { "V1.a.up.sql": SQL, "V1.a.down.sql": SQL, "V2.b.sql": SQL }],
  ["golang-migrate", { "1_a.sql": SQL, "2_b.up.sql": SQL, "2_b.down.sql": SQL }],
  ["plain", { "1_a.sql": SQL, "2.down.sql": SQL }],
  [
    "d1",
    { "1_a.sql": SQL, "1_a.down.sql": SQL },
    { "wrangler.jsonc": '{ "d1_databases": [] }' },
  ],
  ["up-down", { "up/001_a.sql": SQL, "down/001_a.sql": SQL }],
  ["version-folders", { "0.10/00__a.sql": SQL, "0.2/00__a.sql": SQL }],
  ["plain", { "0001_a.sql": SQL, "2/old.sql": SQL }],
  ["plain", { "2026-02-25-a.sql": SQL, "V3.sql": SQL }],
  ["rails", { "20260101000000_create_users.rb": "class CreateUsers" }],
  ["payload", {
    "20250101_000000.json": "{}",
    "20250101_000000.ts": "import { MigrateUpArgs, sql } from '@payloadcms/db-sqlite'\n" +
      "export async function up({ db }: MigrateUpArgs): Promise<void> {}",
    "index.ts": "import * as a from './20250101_000000';",
  }],
  ["mikro-orm", {
    "Migration20250101000000.ts": "import { Migration } from '@mikro-orm/migrations';\n" +
      "export class Migration20250101000000 extends Migration {\n  override async up() {}\n}",
  }],
  ["adonis", {
    "1790000000000_create_users_table.ts": "import { BaseSchema } from '@adonisjs/lucid/schema'\n" +
      "export default class extends BaseSchema {\n  async up() {}\n}",
  }],
  ["knex", { "20260101000000_a.js": "exports.up = function (knex) {}" }],
  ["knex", { "20260101000000_a.ts": "export async function up(knex: Knex): Promise<void> {}" }],
  ["kysely", {
    "1795356000000_a.ts": 'import { Kysely } from "kysely"\nexport async function up(',
  }],
  ["kysely", { "0001_a.js": "export async function up(db) {}" }],
  ["typeorm", { "1795356000000-a.ts": "export class A implements MigrationInterface {}" }],
  ["sequelize", { "20260101000000-a.js": "module.exports = { up: (queryInterface) => {} }" }],
  ["laravel", { "2014_10_12_000000_create_users_table.php": "<?php" }],
  ["entity-framework", { "20260101000000_Init.cs": "", "AppModelSnapshot.cs": "" }],
  ["ecto", { "20260101000000_create_users.exs": "defmodule" }],
  ["django", { "0001_initial.py": "class Migration(migrations.Migration):", "__init__.py": "" }],
  ["alembic", { "2023-02-10-21.18_16160bf731a0_users.py": "down_revision = None" }],
  ["knex", { "20200510140704_a.js": "async function up(knex) {}\nmodule.exports = {\n  up,\n};" }],
  ["sea-orm", { "m20220101_000001_users.rs": "impl MigrationTrait for Migration {}" }],
  ["alembic", { "versions/1975ea83b712_users.py": "down_revision = None" }],
  ["room", { "app.Database/1.json": '{ "database": { "identityHash": "" } }' }],
  ["plain", { "0001_a.sql": SQL, "0001_a.js": "exports.up = () => {}" }],
];

Deno.test.each(FOLDERS)(
  "recogniseLayout() sees %s in %o and around it",
  (layout, texts, around = {}) => {
    assert.equal(recogniseLayout(folderOf(texts), folderOf(around)).name, layout);
  },
);

Deno.test("every layout has a unique name, and is found by it", () => {
  for (const layout of LAYOUTS) assert.equal(layoutNamed(layout.name), layout);
  assert.equal(layoutNamed("liquibase"), undefined);
});

Deno.test("layouts of programs say so and what to do", async () => {
  const layout = layoutNamed("knex")!;
  const read = await layout.read(folderOf({ "1_a.js": "" }));
  assert.deepEqual([read.ok, read.diagnostics.map(({ code, message }) => [code, message])], [
    false,
    [
      [
        "migrations/code",
        'Cannot replay "migrations/1_a.js": the migrations of Knex are programs, and only SQL can be ' +
        "replayed",
      ],
    ],
  ]);
});
