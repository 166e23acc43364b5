import type { SourceText } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { nextVersion, versionedName } from "../names/new_names.ts";
import type { Layout } from "./layout.ts";
import { aboveMarker, EMPTY_DOWN, noMarker, withUpParts } from "./common/marked_files.ts";
import { onlyParts } from "./common/parts.ts";
import {
  BY_FILE_NAME,
  type FileNames,
  isTopLevelSql,
  readVersionedFiles,
} from "./common/versioned_files.ts";

/**
 * dbmate: `<version>_<name>.sql`, run in file name order. Each file contains both `-- migrate:up`
 * and `-- migrate:down`, possibly several times; dbmate fails without either.
 * https://github.com/amacneil/dbmate#creating-migrations
 */
export const DBMATE: Layout = {
  name: "dbmate",
  hasDown: true,
  target: "sqlite",
  reads: isTopLevelSql,
  recognises: (files) =>
    [...files].some(([path, { text }]) =>
      isTopLevelSql(path) && /^\ufeff?--\s*migrate:up\b/m.test(text)
    ),
  read: (files) => {
    const migrations = readVersionedFiles(files, NAMES);
    return migrations.ok ? withUpParts(migrations.value, upPart) : migrations;
  },
  write: ({ directory, name, sql, downSql = EMPTY_DOWN, now }) => {
    const path = `${versionedName(nextVersion(directory.migrations, now), name)}.sql`;
    const text = `-- migrate:up\n${sql}\n-- migrate:down\n${downSql}`;
    return succeed([{ path, text, replaces: false }]);
  },
};

const NAMES: FileNames = {
  pattern: /^(?<id>(?<version>\d+)[ ._-]*(?<name>[^/]*))\.sql$/,
  order: BY_FILE_NAME,
  flaw: "its name does not begin with a version",
  rightName: (path) => `<version>_${path}`,
};

/** Matches a marker with its options. */
const MARKER = /^--\s*migrate:(?<direction>up|down)(?:\s*$|\s+\S+)/gm;

/** The part that is run as the up migration: the comments above the first marker, and every up part. */
function upPart(source: SourceText): Result<SourceText> {
  const markers = [...source.text.matchAll(MARKER)].map((it) => ({
    isUp: it.groups?.direction === "up",
    offset: it.index,
  }));
  const tool = "dbmate";
  for (const direction of ["up", "down"]) {
    if (markers.some(({ isUp }) => isUp === (direction === "up"))) continue;
    return fail("unfinished", noMarker({ source, tool, marker: `-- migrate:${direction}` }));
  }
  const [first] = markers;
  const marker = first!.isUp ? "-- migrate:up" : "-- migrate:down";
  const stray = aboveMarker({ source, tool, marker }, first!.offset);
  if (stray !== undefined) return fail("unfinished", stray);
  const parts = markers.map(({ isUp, offset }, index) => ({
    isUp,
    startOffset: index === 0 ? 0 : offset,
    endOffset: markers[index + 1]?.offset ?? source.text.length,
  }));
  return succeed(onlyParts(source, parts.filter(({ isUp }) => isUp)));
}
