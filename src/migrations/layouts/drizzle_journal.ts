import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import { unreadable } from "../../base/merge_markers.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import type { FolderTexts } from "../../host/files/read_files.ts";
import { slugFor } from "../names/new_names.ts";
import { nextSnapshot } from "../drizzle/next_snapshot.ts";
import { readSnapshotSix, snapshotSix } from "../drizzle/snapshot_six.ts";
import {
  type DrizzleKind,
  jsonObject,
  jsonText,
  MIGRATIONS_MODULE,
  migrationsModule,
  uncommented,
  withBreakpoints,
} from "./drizzle_text.ts";
import type { LayoutFile } from "./layout.ts";
import { isTopLevelSql } from "./common/versioned_files.ts";

/**
 * Drizzle Kit up to 0.31: `<tag>.sql`, for the tags in `meta/_journal.json` and in their order, and
 * `meta/<prefix>_snapshot.json` for Drizzle Kit itself. A database runs the entries that are newer
 * than the newest applied one, by the `when` of the journal.
 */
export const DRIZZLE_JOURNAL: DrizzleKind = {
  reads: (path) =>
    isTopLevelSql(path) || path === JOURNAL || SNAPSHOT.test(path) || path === MIGRATIONS_MODULE,
  recognises: (files) => files.has(JOURNAL),
  read: (files) => {
    const journal = readJournal(files);
    if (!journal.ok) return journal;
    const { entries } = journal.value;
    const listed = new Set(entries.map(({ tag }) => `${tag}.sql`));
    const missing = [...listed].filter((path) => !files.has(path));
    if (missing.length > 0) return fail("unfinished", missing.map(noFile));
    const migrations = entries.map(({ tag }) => {
      const [, version = "", name = ""] = /^(\d*)_?(.*)$/.exec(tag) ?? [];
      return { id: tag, version, name, source: uncommented(files.get(`${tag}.sql`)!) };
    });
    const unlisted = [...files].filter(([path]) => MAY_RUN.test(path) && !listed.has(path));
    const late = entries.filter(({ when }, index) =>
      entries.slice(0, index).some((earlier) => earlier.when >= when)
    );
    const warnings = [...unlisted.map(([, source]) => notListed(source)), ...late.map(tooLate)];
    return succeed(migrations, warnings);
  },
  write: async ({ directory, name, sql, now, kit }) => {
    const { files } = directory;
    const journal = readJournal(files);
    if (!journal.ok) return journal;
    const { entries, ...head } = journal.value;
    const last = entries.at(-1);
    const prefix = prefixAfter(last, now);
    const tag = `${prefix}_${slugFor(name) || "migration"}`;
    const entry: Entry = {
      idx: (last?.idx ?? -1) + 1,
      version: last?.version ?? "6",
      when: Math.max(now.getTime(), ...entries.map(({ when }) => when + 1)),
      tag,
      // Without them libSQL runs only the first statement of a file.
      breakpoints: true,
    };
    const path = `meta/${prefix}_snapshot.json`;
    const snapshot = await nextSnapshot(files, { path, kit, version: VERSION_SIX });
    if (!snapshot.ok) return snapshot;
    const all = [...entries, entry];
    return succeed([
      { path: `${tag}.sql`, text: withBreakpoints(sql), replaces: false },
      ...(snapshot.value === undefined ? [] : [{ path, text: snapshot.value, replaces: false }]),
      ...sharedFiles(files, { ...head, entries: all }),
    ]);
  },
  share: (files) => {
    const journal = readJournal(files);
    if (!journal.ok) return journal;
    const entries = journal.value.entries.filter(({ tag }) => files.has(`${tag}.sql`));
    return succeed(sharedFiles(files, { ...journal.value, entries }));
  },
};

/** The journal, and the module that imports it if there is one. */
function sharedFiles(files: FolderTexts, journal: Journal): LayoutFile[] {
  const imports = journal.entries.map(({ idx, tag }) => ({
    name: `m${String(idx).padStart(4, "0")}`,
    path: `${tag}.sql`,
  }));
  return [
    { path: JOURNAL, text: jsonText(journal), replaces: true },
    ...migrationsModule(files, imports),
  ];
}

const JOURNAL = "meta/_journal.json";

/** Files that were meant to be run, possibly by another version or tool. */
const MAY_RUN = /^(?:[^/]+\/migration|[^/]+)\.sql$/;

const SNAPSHOT = /^meta\/[^/]+_snapshot\.json$/;

const VERSION_SIX = {
  pattern: SNAPSHOT,
  keysAreNotNull: true,
  write: snapshotSix,
  read: readSnapshotSix,
};

interface Entry {
  readonly idx: number;
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly when: number;
  /** The file name without its extension. */
  readonly tag: string;
  readonly breakpoints: boolean;
}

interface Journal {
  readonly dialect: string;
  readonly entries: readonly Entry[];
}

const NEW_JOURNAL = { version: "7", dialect: "sqlite", entries: [] };

function readJournal(files: FolderTexts): Result<Journal> {
  const source = files.get(JOURNAL);
  if (source === undefined) return succeed(NEW_JOURNAL);
  const journal = jsonObject(source);
  const entries = journal?.entries;
  if (!Array.isArray(entries) || !entries.every(isEntry)) {
    return fail("unfinished", brokenJournal(source));
  }
  const dialect = String(journal?.dialect);
  if (!/^(?:sqlite|turso)$/.test(dialect)) return fail("unfinished", otherDialect(source, dialect));
  return succeed({ ...journal, dialect, entries });
}

function isEntry(value: unknown): value is Entry {
  const entry = value as Partial<Entry> | null;
  return typeof entry?.tag === "string" && Number.isFinite(entry.when) &&
    Number.isInteger(entry.idx);
}

/** The prefix of the next file's name, in the style of the last one. */
function prefixAfter(last: Entry | undefined, now: Date): string {
  const digits = /^\d+/.exec(last?.tag ?? "0000")?.[0] ?? "";
  if (digits.length === 14) return now.toISOString().replace(/\D/g, "").slice(0, 14);
  if (digits.length === 10) return String(Math.floor(now.getTime() / 1000));
  return String((last?.idx ?? -1) + 1).padStart(4, "0");
}

function noFile(path: string): Diagnostic {
  return {
    code: "migrations/missing-file",
    severity: "error",
    message: `Cannot read migrations: the journal lists "${path}", which is not there`,
    hint: `Restore that file, or take its entry out of ${JOURNAL} if no database has run it`,
  };
}

function notListed({ name }: SourceText): Diagnostic {
  return {
    code: "migrations/not-listed",
    severity: "warning",
    message: `"${name}" never runs: the journal does not list it`,
    hint: `Add it to ${JOURNAL}, or move it out of the folder`,
  };
}

function tooLate({ tag }: Entry): Diagnostic {
  return {
    code: "migrations/too-late",
    severity: "warning",
    message: `"${tag}" is skipped by a database that has run the migration before it: its "when" ` +
      "is not greater",
    hint: `Give it a greater "when" in ${JOURNAL}, if no database has run it yet`,
  };
}

function brokenJournal(source: SourceText): Diagnostic {
  return {
    code: "migrations/bad-journal",
    severity: "error",
    ...unreadable(source, "it is not the journal of Drizzle Kit"),
  };
}

function otherDialect(source: SourceText, dialect: string): Diagnostic {
  return {
    code: "migrations/another-database",
    severity: "error",
    message: `Cannot read migrations for ${dialect}: only those for SQLite can be replayed`,
    hint:
      `Name the migrations for SQLite with --migrations; "${source.name}" says what these are for`,
  };
}
