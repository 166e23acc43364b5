import type { Target } from "../../base/target.ts";
import type { Recognise } from "./finding.ts";
import { pathsOf, plainPath } from "./literals.ts";
import { majorOf } from "./packages.ts";
import type { Surroundings } from "./surroundings.ts";

/** Prisma, from its schema. https://www.prisma.io/docs/orm/prisma-schema/overview/location */
export const prisma: Recognise = (surroundings) => {
  const { files, texts } = surroundings;
  const path = schemaIn(surroundings);
  if (path === undefined) return [];
  const parts = files.filter((it) => isIn(it, path));
  const text = parts.map((it) => texts.get(it) ?? "").join("\n");
  const [, provider = "sqlite"] = PROVIDER.exec(text) ?? [];
  if (provider !== "sqlite") {
    return [{ found: `${path}, which is for ${provider} and was left out` }];
  }
  const migrations = migrationsFor(path, surroundings);
  const target = targetOf(texts.get("package.json") ?? "");
  return [{
    found: `${path}, with its migrations in ${migrations}`,
    migrations,
    layout: "prisma",
    schemas: [[commandFor(path, surroundings)]],
    target,
    advice: ["Apply new migrations with npx prisma migrate deploy"],
  }];
};

const PROVIDER = /\bdatasource\s+\w+\s*\{[^}]*?\bprovider\s*=\s*"(\w+)"/;

/** The file, or the folder of several, that is named or that Prisma looks for. */
function schemaIn(surroundings: Surroundings): string | undefined {
  const { files, texts } = surroundings;
  const manifest = texts.get("package.json") ?? "";
  const [, inManifest] = /"prisma"\s*:\s*\{[^}]*"schema"\s*:\s*"([^"]+)"/.exec(manifest) ?? [];
  const named = [...pathsOf(configurationText(surroundings), "schema"), inManifest]
    .filter((path) => path !== undefined).map(plainPath);
  return [...named, "prisma/schema.prisma", "schema.prisma", "prisma/schema", "prisma"]
    .find((path) => files.some((it) => it.endsWith(".prisma") && isIn(it, path)));
}

function configurationText({ files, texts }: Surroundings): string {
  const path = files.find((it) => /^prisma\.config\.[mc]?[jt]s$/.test(it));
  return texts.get(path ?? "") ?? "";
}

function isIn(file: string, path: string): boolean {
  return file === path || file.startsWith(`${path}/`);
}

/** Beside the schema, unless the configuration of Prisma names another folder. */
function migrationsFor(schema: string, surroundings: Surroundings): string {
  const [named] = pathsOf(configurationText(surroundings), "path");
  const folder = schema === "prisma" ? schema : schema.replace(/\/?[^/]*$/, "");
  return named ?? (folder === "" ? "migrations" : `${folder}/migrations`);
}

/** Prisma 7 knows the option under a shorter name only, Prisma 6 under the longer one. */
function commandFor(path: string, { texts }: Surroundings): string {
  const major = majorOf("prisma", texts) ?? majorOf("@prisma/client", texts) ?? 7;
  const option = major >= 7 ? "--to-schema" : "--to-schema-datamodel";
  return `command:npx prisma migrate diff --from-empty ${option} ${path} --script`;
}

function targetOf(manifest: string): Target {
  if (manifest.includes('"@prisma/adapter-d1"')) return "d1";
  return manifest.includes('"@prisma/adapter-libsql"') ? "libsql" : "sqlite";
}
