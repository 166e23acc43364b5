import type { Recognise } from "./finding.ts";

/** Database files at the top of the project, judged by their names. */
export const databases: Recognise = ({ files }) =>
  files.filter((path) => DATABASE.test(path)).map((path) => ({
    found: `${path}, by its name a database`,
    database: path,
  }));

const DATABASE = /^[^/]+\.(?:db3?|sqlite3?)$/i;
