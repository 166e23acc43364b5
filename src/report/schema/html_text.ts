import { harmless } from "../visible.ts";

/** HTML with every text in it escaped and every element closed. */
export interface Html {
  readonly markup: string;
}

/** The content of an element: text, HTML, or several of these. */
export type Content = string | Html | readonly Content[];

/** The name of an element that a page is made of. */
export type ElementName = keyof typeof ELEMENTS;

/** The line breaks of each for those who read the source: after its tags, or only after its end. */
const ELEMENTS = {
  a: "none",
  body: "tags",
  caption: "end",
  code: "none",
  del: "end",
  div: "tags",
  h1: "end",
  h2: "end",
  h3: "end",
  ins: "end",
  li: "end",
  main: "tags",
  mark: "end",
  nav: "tags",
  p: "end",
  pre: "end",
  section: "tags",
  span: "none",
  table: "tags",
  tbody: "tags",
  td: "none",
  th: "none",
  thead: "tags",
  title: "end",
  tr: "end",
  ul: "tags",
} as const;

/** The attributes that are used. */
export type Attributes = {
  readonly [Name in "aria-labelledby" | "class" | "href" | "id" | "scope"]?: string;
};

/** An element with its content. */
export function element(name: ElementName, content: Content, attributes: Attributes = {}): Html {
  const inTag = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const breaks = ELEMENTS[name];
  const start = `<${name}${inTag.join("")}>${breaks === "tags" ? "\n" : ""}`;
  const end = `</${name}>${breaks === "none" ? "" : "\n"}`;
  return { markup: start + markupOf(content) + end };
}

/** The HTML of a content. */
export function markupOf(content: Content): string {
  if (typeof content === "string") return escaped(content);
  return "markup" in content ? content.markup : content.map(markupOf).join("");
}

/** A name or an expression, on one line; nothing if it is empty. */
export function code(text: string): Content {
  return text === "" ? "" : element("code", onOneLine(text));
}

/** The text with its line breaks made visible. */
export function onOneLine(text: string): string {
  return text.replace(/\r\n|[\r\n]/g, "␊");
}

/** SQL with its line breaks. */
export function sqlBlock(sql: string): Html {
  return element("pre", element("code", sql.trimEnd()));
}

/**
 * A text for the content of an element or for an attribute in double quotes: what has a meaning in
 * HTML, or would be a command to a CI service, becomes a character reference; control characters
 * are made visible, and a line ends as it does to a browser.
 * https://html.spec.whatwg.org/multipage/syntax.html#character-references
 */
function escaped(text: string): string {
  return harmless(text.toWellFormed())
    .replace(/[&<>"]|:(?=:)|#(?=#)|\r\n/g, (it) => REFERENCES[it]!);
}

const REFERENCES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  ":": "&colon;",
  "#": "&num;",
  "\r\n": "\n",
};
