import { writeFiles } from "../support/folders.ts";

/** A package with one module, which exports the name of a table. */
const named = (json: object, path: string, more: Readonly<Record<string, string>> = {}) => ({
  "package.json": JSON.stringify({ version: "1.0.0", ...json }),
  [path]: 'export const name = "t";\n',
  ...more,
});

/** The ways in which a schema may import a module: the specifier, and the files beside it. */
const SHAPES: Readonly<
  Record<string, { readonly name: string; readonly files: Readonly<Record<string, string>> }>
> = {
  main: {
    name: "tally",
    files: below("node_modules/tally", named({ type: "module", main: "tally.js" }, "tally.js")),
  },
  exports_as_path: {
    name: "tally",
    files: below("node_modules/tally", named({ exports: "./a.mjs" }, "a.mjs")),
  },
  exports_for_import_only: {
    name: "tally",
    files: below(
      "node_modules/tally",
      named({ type: "module", exports: { ".": { import: "./index.js" } } }, "index.js"),
    ),
  },
  module_of_modules: {
    name: "tally",
    files: below(
      "node_modules/tally",
      named({ type: "module", main: "index.js" }, "src/index.js", {
        "index.js": 'export * from "./src/index.js";\n',
      }),
    ),
  },
  common_js: {
    name: "tally",
    files: below("node_modules/tally", {
      "package.json": '{ "main": "index.js" }',
      "index.js": 'module.exports = require("./src");\n',
      "src/index.js": 'exports.name = "t";\n',
    }),
  },
  workspace_link: {
    name: "@app/names",
    files: below("packages/names", {
      "package.json": '{ "name": "@app/names", "main": "src/index.ts" }',
      "src/index.ts": 'export * from "./l";\n',
      "src/l.ts": 'export const name: string = "t";\n',
    }),
  },
  workspace_link_with_exports: {
    name: "@app/names/l",
    files: below("packages/names", {
      "package.json": '{ "name": "@app/names", "exports": { "./l": "./src/index.ts" } }',
      "src/index.ts": 'export * from "./l.js";\n',
      "src/l.ts": 'export const name: string = "t";\n',
    }),
  },
  folder: { name: "./workspaces", files: { "workspaces/index.ts": 'export const name = "t";\n' } },
  paths: {
    name: "@/names",
    files: {
      "tsconfig.json": '{ "compilerOptions": { "paths": { "@/*": ["./src/*"], } } } // as written',
      "src/names.ts": 'export const name = "t";\n',
    },
  },
  paths_of_a_base: {
    name: "@/names",
    files: {
      "tsconfig.json": '{ "extends": "./config/base.json" }',
      "config/base.json":
        '{ "compilerOptions": { "baseUrl": "..", "paths": { "@/*": ["src/*"] } } }',
      "src/names.ts": 'export const name = "t";\n',
    },
  },
  base_url: {
    name: "src/names",
    files: {
      "tsconfig.json": '{ "compilerOptions": { "baseUrl": "." } }',
      "src/names.ts": 'export const name = "t";\n',
    },
  },
  typescript_as_javascript: { name: "./x.js", files: { "x.ts": 'export const name = "t";\n' } },
  own_imports: {
    name: "#names",
    files: {
      "package.json": '{ "imports": { "#names": "./src/names.ts" } }',
      "src/names.ts": 'export const name = "t";\n',
    },
  },
  subpath_pattern: {
    name: "tally/parts/name",
    files: below(
      "node_modules/tally",
      named({
        exports: { "./parts/*": { node: { import: "./parts/*.mjs", require: "./parts/*.cjs" } } },
      }, "parts/name.mjs"),
    ),
  },
};

/** The paths of the schemas in a folder written by `writeImportShapes`; each has one table. */
export const IMPORT_SHAPES = Object.keys(SHAPES).map((shape) => `${shape}/schema.ts`);

/** Writes a project for each way in which a schema may import. */
export async function writeImportShapes(folder: string): Promise<void> {
  for (const [shape, { name, files }] of Object.entries(SHAPES)) {
    const place = `${folder}/${shape}`;
    await writeFiles(place, {
      ...files,
      "schema.ts": `import { entity, id } from "penumbra";\nimport { name } from "${name}";\n` +
        `export const t = entity(name + "_${shape}", { id: id() });\n`,
    });
    if (!Object.keys(files).some((path) => path.startsWith("packages/"))) continue;
    await Deno.mkdir(`${place}/node_modules/@app`, { recursive: true });
    await Deno.symlink("../../packages/names", `${place}/node_modules/@app/names`);
  }
}

function below(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]),
  );
}
