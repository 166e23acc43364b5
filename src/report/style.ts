/** The style of a piece of text on a terminal with colours. */
export type Style =
  | "error"
  | "warning"
  | "note"
  | "hint"
  | "dim"
  | "strong"
  | "added"
  | "changed"
  | "dropped";

/** A line for people, with its style if it has one. */
export type Line = string | StyledLine;

/** A line in a style. */
export interface StyledLine {
  readonly style: Style;
  readonly text: string;
}

/** Styles a text. Removing the escape sequences restores it. */
export type Paint = (style: Style, text: string) => string;

/** Leaves every text as it is. */
export const plain: Paint = (_style, text) => text;

/** Colours each text by its style. */
export const coloured: Paint = (style, text) => `\x1b[${CODES[style]}m${text}\x1b[0m`;

/** https://en.wikipedia.org/wiki/ANSI_escape_code#Select_Graphic_Rendition_parameters */
const CODES: Readonly<Record<Style, string>> = {
  error: "1;31",
  warning: "1;33",
  note: "1;36",
  hint: "1;32",
  dim: "2",
  strong: "1",
  added: "32",
  changed: "33",
  dropped: "31",
};
