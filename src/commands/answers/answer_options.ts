import { type SettingTable, SWITCH, type ValuesOf } from "../setting.ts";
import { parseAllowance, parseFill, parseRename } from "./parse.ts";

/** Answers to open questions, given in advance. */
export const ANSWERS = {
  renames: {
    takes: { kind: "texts", read: parseRename },
    default: [],
    flags: "--rename <old:new>",
    help: "A table's new name, or table.old:table.new",
  },
  noRenames: {
    ...SWITCH,
    flags: "--no-renames",
    help: "Treat unanswered renames as a drop and an add",
  },
  fills: {
    takes: { kind: "texts", read: parseFill },
    default: [],
    flags: "--fill <table.column=sql>",
    help: "The value of existing rows in a new column, as SQL",
  },
} as const satisfies SettingTable;

/** Answers, and what the migration written for them may do. */
export const WRITING_ANSWERS = {
  ...ANSWERS,
  allow: {
    takes: { kind: "texts", read: parseAllowance },
    default: [],
    flags: "--allow <rule[:object]>",
    help: "Permit a loss: data-loss, or data-loss:users.bio for one object",
  },
} as const satisfies SettingTable;

/** Answers to open questions that were given in advance, as typed. */
export type AnswerOptions = ValuesOf<typeof ANSWERS>;

/** Answers as typed, and what the migration written for them may do. */
export type WritingOptions = ValuesOf<typeof WRITING_ANSWERS>;
