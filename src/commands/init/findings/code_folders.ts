import { counted } from "../../../base/counted.ts";
import type { Recognise } from "./finding.ts";
import { compareText } from "../../../base/compare_text.ts";

/**
 * Folders of migrations that are all programs. They come after those with SQL: reading one reports
 * which tool wrote them, and what to do.
 */
export const codeFolders: Recognise = ({ files }) => {
  const inFolder = Map.groupBy(files.filter((path) => PROGRAM.test(path)), folderOf);
  const ofSql = new Set(files.filter((path) => path.endsWith(".sql")).map(folderOf));
  return [...inFolder].filter(([folder]) => !ofSql.has(folder))
    .sort(([left, one], [right, other]) => other.length - one.length || compareText(left, right))
    .map(([folder, { length }]) => ({
      found: `${folder}, which contains ${counted(length, "program")}`,
      migrations: folder,
    }));
};

/**
 * Matches the files of Rails, Laravel, Django, Alembic, Entity Framework, Ecto, Room, SeaORM and query
 * builders.
 */
export const PROGRAM = new RegExp(
  "(?:^|/)(?:(?:migrations?|migrate)/(?:(?:sqlite3?|list)/)?\\d\\w*[_-][^/]*(?<!\\.d|\\.test|\\.spec|\\.Designer|_test)" +
    "\\.(?:[cm]?[jt]s|rb|php|py|cs|exs|go)|versions/[^/]*[0-9a-f]{12}_\\w+\\.py|" +
    "alembic/versions/[^/]+(?<!__init__)\\.py|m\\d{8}_\\d{6}_\\w+\\.rs|" +
    "schemas/[\\w.]+/\\d+\\.json)$",
  "i",
);

function folderOf(path: string): string {
  return path.replace(/\/[^/]*$/, "");
}
