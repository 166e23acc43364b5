import type { Target } from "../../../base/target.ts";
import type { Recognise } from "./finding.ts";
import { pathsOf, plainPath, withoutComments } from "./literals.ts";
import { majorOf } from "./packages.ts";
import type { ScannedFolder } from "./scanned_folder.ts";

/** Prisma, from its schema. https://www.prisma.io/docs/orm/prisma-schema/overview/location */
export const prisma: Recognise = (scanned) => {
  const { files, texts } = scanned;
  const path = schemaIn(scanned);
  if (path === undefined) return [];
  const parts = files.filter((it) => isIn(it, path));
  const text = withoutComments(parts.map((it) => texts.get(it) ?? "").join("\n"));
  const [, provider = "sqlite"] = PROVIDER.exec(text) ?? [];
  if (provider !== "sqlite") {
    return [{ found: `${path}, which is for ${provider} and was left out` }];
  }
  const migrations = migrationsFor(path, scanned);
  const target = targetOf(texts.get("package.json") ?? "");
  return [{
    found: `${path}, with its migrations in ${migrations}`,
    migrations,
    layout: "prisma",
    schemas: [[commandFor(path, scanned)]],
    target,
  }];
};

const PROVIDER = /\bdatasource\s+\w+\s*\{[^}]*?\bprovider\s*=\s*"(\w+)"/;

/** The schema file, or folder of several, that is configured or that Prisma finds by default. */
function schemaIn(scanned: ScannedFolder): string | undefined {
  const { files, texts } = scanned;
  const manifest = texts.get("package.json") ?? "";
  const [, inManifest] = /"prisma"\s*:\s*\{[^}]*"schema"\s*:\s*"([^"]+)"/.exec(manifest) ?? [];
  const named = [...pathsOf(configurationText(scanned), "schema"), inManifest]
    .filter((path) => path !== undefined).map(plainPath);
  return [...named, "prisma/schema.prisma", "schema.prisma", "prisma/schema", "prisma"]
    .find((path) => files.some((it) => it.endsWith(".prisma") && isIn(it, path)));
}

function configurationText({ files, texts }: ScannedFolder): string {
  const path = files.find((it) => /^prisma\.config\.[mc]?[jt]s$/.test(it));
  return texts.get(path ?? "") ?? "";
}

function isIn(file: string, path: string): boolean {
  return file === path || file.startsWith(`${path}/`);
}

/** The folder next to the schema, unless Prisma's configuration names another. */
function migrationsFor(schema: string, scanned: ScannedFolder): string {
  const [named] = pathsOf(configurationText(scanned), "path");
  const folder = schema === "prisma" ? schema : schema.replace(/\/?[^/]*$/, "");
  return named ?? (folder === "" ? "migrations" : `${folder}/migrations`);
}

/** Prisma 7 only knows the shorter name of the option, Prisma 6 the longer one. */
function commandFor(path: string, { texts }: ScannedFolder): string {
  const major = majorOf("prisma", texts) ?? majorOf("@prisma/client", texts) ?? 7;
  const option = major >= 7 ? "--to-schema" : "--to-schema-datamodel";
  return `command:npx prisma migrate diff --from-empty ${option} ${path} --script`;
}

function targetOf(manifest: string): Target {
  if (manifest.includes('"@prisma/adapter-d1"')) return "d1";
  return manifest.includes('"@prisma/adapter-libsql"') ? "libsql" : "sqlite";
}
