/**
 * `deno run -A tests/entities/drizzle/export.ts`: writes again what drizzle-kit makes of the
 * schemas beside this file: the exported DDL and the snapshot. Installs drizzle-kit into a
 * temporary folder, so it needs the registry.
 */
const VERSIONS = [
  { orm: "0.45.4", kit: "0.31.11", schemas: ["schema_0", "bound_0"] },
  { orm: "1.0.0-rc.5", kit: "1.0.0-rc.5", schemas: ["schema_1", "bound_1"] },
];

for (const { orm, kit, schemas } of VERSIONS) {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/package.json`, "{}");
  const packages = [`drizzle-orm@${orm}`, `drizzle-kit@${kit}`];
  await run(folder, "npm", "install", "--ignore-scripts", ...packages);
  for (const name of schemas) {
    const source = await Deno.readTextFile(new URL(`${name}.js`, import.meta.url));
    const local = source.replaceAll(`npm:drizzle-orm@${orm}`, "drizzle-orm");
    await Deno.writeTextFile(`${folder}/schema.mjs`, local);
    const drizzleKit = (...args: readonly string[]) =>
      run(folder, "npx", "drizzle-kit", ...args, "--dialect", "sqlite", "--schema", "schema.mjs");
    // An export with bound values is not valid SQL.
    if (!name.startsWith("bound")) {
      await Deno.writeTextFile(beside(`${name}.sql`), await drizzleKit("export"));
    }
    const casing = name === "bound_0" ? ["--casing", "snake_case"] : [];
    await drizzleKit("generate", "--out", name, ...casing);
    const snapshot = await snapshotBelow(`${folder}/${name}`);
    await Deno.writeTextFile(beside(`${name}.json`), `${snapshot}\n`);
  }
  await Deno.remove(folder, { recursive: true });
}

function beside(name: string): URL {
  return new URL(name, import.meta.url);
}

/** The only snapshot below a folder. */
async function snapshotBelow(folder: string): Promise<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) return await snapshotBelow(`${folder}/${name}`);
    if (name.endsWith("snapshot.json")) return await Deno.readTextFile(`${folder}/${name}`);
  }
  throw new Error(`There is no snapshot in ${folder}`);
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
