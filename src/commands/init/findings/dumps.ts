import type { Recognise } from "./finding.ts";

/** The dumps that Rails, Ecto and Laravel keep of a schema that their programs have created. */
export const dumps: Recognise = ({ files }) =>
  files.filter((path) => DUMP.test(path)).map((path) => ({
    found: `${path}, which another tool writes`,
    dump: path,
  }));

const DUMP = /(?:^|\/)(?:structure|schema\/[\w.-]+-schema)\.sql$/i;
