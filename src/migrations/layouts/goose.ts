import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { nextVersion, slugFor } from "../names/new_names.ts";
import { annotatedFile, type Annotations, upPart } from "./common/annotated.ts";
import type { Layout } from "./layout.ts";
import { withUpParts } from "./common/marked_files.ts";
import {
  BY_NUMBER,
  type FileNames,
  isTopLevelSql,
  readVersionedFiles,
} from "./common/versioned_files.ts";

/**
 * goose: `<version>_<name>.sql`, run by number, with the up migration below `-- +goose Up` and the
 * down migration below `-- +goose Down`. A semicolon at the end of a line ends a statement, so a
 * statement that contains one, such as a trigger, is enclosed in `StatementBegin` and
 * `StatementEnd`.
 * https://pressly.github.io/goose/documentation/annotations/
 */
export const GOOSE: Layout = {
  name: "goose",
  hasDown: true,
  target: "sqlite",
  reads: isTopLevelSql,
  recognises: (files) =>
    [...files].some(([path, { text }]) => isTopLevelSql(path) && ANNOTATIONS.up.test(text)),
  read: (files) => {
    const migrations = readVersionedFiles(files, NAMES);
    return migrations.ok ? withUpParts(migrations.value, upPartOf) : migrations;
  },
  write: ({ directory, name, sql, downSql, now }) => {
    const version = nextVersion(directory.migrations, now);
    const path = `${version}_${slugFor(name) || "migration"}.sql`;
    const text = annotatedFile(ANNOTATIONS, { sql, downSql });
    return succeed([{ path, text, replaces: false }]);
  },
};

const NAMES: FileNames = {
  pattern: /^(?<id>(?<version>0*[1-9]\d*)_(?<name>[^/]*))\.sql$/,
  order: BY_NUMBER,
  flaw: "its name does not begin with a version above 0 and an underscore",
  rightName: (path) => `<version>_${path}`,
};

/** Newer versions ignore case, and their documentation uses lower case. */
const ANNOTATIONS: Annotations = {
  tool: "goose",
  word: "goose",
  up: /^\ufeff?--[ \t]*\+goose[ \t]*up[ \t\r]*$/im,
  down: /^--[ \t]*\+goose[ \t]*down[ \t\r]*$/im,
};

const SUBSTITUTION = /^--[ \t]*\+goose[ \t]*envsub(?:st)? on[ \t\r]*$/im;

function upPartOf(source: SourceText): Result<SourceText> {
  const part = upPart(source, ANNOTATIONS);
  const stray = part.ok ? substituted(source) : undefined;
  return stray === undefined ? part : fail("unfinished", stray);
}

/** The diagnostic for environment substitution, whose values are not in the file. */
function substituted(source: SourceText): Diagnostic | undefined {
  const found = SUBSTITUTION.exec(source.text);
  if (found === null) return undefined;
  return {
    code: "migrations/substitution",
    severity: "error",
    message: `Cannot read "${source.name}": goose substitutes environment variables in it`,
    span: { source, startOffset: found.index, endOffset: found.index + found[0].trimEnd().length },
    hint: "Write their values, and remove the annotation",
  };
}
