import { succeed } from "../../base/result.ts";
import type { Migration } from "../directory.ts";
import type { Layout } from "./layout.ts";
import { withUpParts } from "./common/marked_files.ts";
import { onlyParts } from "./common/parts.ts";
import { PLAIN } from "./plain.ts";
import { isTopLevelSql } from "./common/versioned_files.ts";

/**
 * The names of plain files, and in each file the up migration below a comment such as `-- +micrate Up`
 * or `-- Up Migration`, and the down migration below its counterpart, as custom runners and tools
 * without a layout of their own separate them. A folder continues with the comments of its last file.
 */
export const SECTIONS: Layout = {
  name: "sections",
  hasDown: true,
  target: "any",
  reads: isTopLevelSql,
  recognises: (files) =>
    [...files].some(([path, { text }]) => isTopLevelSql(path) && headingsIn(text) !== undefined),
  read: async (files) => {
    const migrations = await PLAIN.read(files);
    if (!migrations.ok) return migrations;
    return withUpParts(migrations.value, (source) => {
      const endOffset = headingsIn(source.text)?.downOffset ?? source.text.length;
      return succeed(onlyParts(source, [{ startOffset: 0, endOffset }]));
    });
  },
  write: async ({ sql, downSql, ...migration }) => {
    const { up, down } = lastHeadings(migration.directory) ?? { up: "-- Up", down: "-- Down" };
    const text = `${up}\n${sql}` + (downSql === undefined ? "" : `\n${down}\n${downSql}`);
    return await PLAIN.write({ ...migration, sql: text });
  },
};

interface Headings {
  readonly up: string;
  readonly down: string;
  readonly downOffset: number;
}

/** The headings of the two parts; undefined unless a file has both, and they differ in nothing else. */
function headingsIn(text: string): Headings | undefined {
  const up = UP.exec(text);
  const down = up && DOWN.exec(text);
  const isPair = up !== null && down !== null && up.index < down.index &&
    up.groups!["tool"] === down.groups!["tool"];
  return isPair ? { up: up[0].trim(), down: down[0].trim(), downOffset: down.index } : undefined;
}

function lastHeadings(
  { migrations, files }: { readonly migrations: readonly Migration[]; readonly files: Files },
): Headings | undefined {
  const texts = new Map([...files.values()].map(({ name, text }) => [name, text]));
  return migrations.map(({ source }) => headingsIn(texts.get(source.name) ?? ""))
    .findLast((it) => it !== undefined);
}

type Files = ReadonlyMap<string, { readonly name: string; readonly text: string }>;

/** A comment with nothing but the direction: one that only contains the word may be in any file. */
function heading(word: string): RegExp {
  return new RegExp(
    "^\\ufeff?[ \\t]*(?:--|/\\*)[^\\w\\r\\n]*(?<tool>[a-z]+[ :])?[ \\t]*" +
      `${word}(?:[ _-](?:migration|script|section|part))?[^\\w\\r\\n]*$`,
    "im",
  );
}

const [UP, DOWN] = [heading("up"), heading("down")];
