/**
 * `deno run -A tests/entities/drizzle/export.ts`: writes down once more what drizzle-kit makes of
 * the schemas beside this file. Installs the kit into a temporary folder, so it needs the registry.
 */
const VERSIONS = [
  { schema: "schema_0.js", sql: "schema_0.sql", orm: "0.45.4", kit: "0.31.11" },
  { schema: "schema_1.js", sql: "schema_1.sql", orm: "1.0.0-rc.5", kit: "1.0.0-rc.5" },
];

for (const { schema, sql, orm, kit } of VERSIONS) {
  const folder = await Deno.makeTempDir();
  const source = await Deno.readTextFile(new URL(schema, import.meta.url));
  await Deno.writeTextFile(
    `${folder}/schema.mjs`,
    source.replaceAll(`npm:drizzle-orm@${orm}`, "drizzle-orm"),
  );
  await Deno.writeTextFile(`${folder}/package.json`, "{}");
  await run(
    folder,
    "npm",
    "install",
    "--ignore-scripts",
    `drizzle-orm@${orm}`,
    `drizzle-kit@${kit}`,
  );
  const ddl = await run(
    folder,
    ...["npx", "drizzle-kit", "export", "--dialect", "sqlite", "--schema", "schema.mjs"],
  );
  await Deno.writeTextFile(new URL(sql, import.meta.url), ddl);
  await Deno.remove(folder, { recursive: true });
}

async function run(folder: string, program: string, ...args: readonly string[]): Promise<string> {
  const { success, stdout } = await new Deno.Command(program, {
    args: [...args],
    cwd: folder,
    stderr: "inherit",
  }).output();
  if (!success) throw new Error(`${program} ${args.join(" ")} failed`);
  return new TextDecoder().decode(stdout);
}
