import { type Content, element, type Html, markupOf } from "./html_text.ts";

/**
 * A page that needs nothing else: it contains its style, runs no script and loads nothing. It is
 * light or dark as the reader's system is. Ends with a line break.
 */
export function renderPage({ title, lead, sections }: Page): string {
  const body = element("body", [
    element("h1", title),
    sections.length === 0 ? "" : navigation(sections),
    element("main", [
      lead === undefined ? "" : element("p", lead),
      sections.map(({ id, heading, content }) => section(heading, content, { id, level: "h2" })),
    ]),
  ]);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
${markupOf(element("title", title))}<style>
${STYLE}</style>
</head>
${markupOf(body)}</html>
`;
}

/** What a page is made of. */
export interface Page {
  readonly title: string;
  /** A sentence before the sections. */
  readonly lead?: string | undefined;
  readonly sections: readonly PageSection[];
}

/** A main section of a page. */
export interface PageSection {
  readonly id: string;
  readonly heading: string;
  /** The links below its own in the table of contents. */
  readonly links: readonly Html[];
  readonly content: Content;
}

function navigation(sections: readonly PageSection[]): Html {
  const id = "contents";
  const lists = sections.map((it) => [
    element("h3", linkTo(it.id, it.heading)),
    it.links.length === 0 ? "" : element("ul", it.links.map((link) => element("li", link))),
  ]);
  return element("nav", [element("h2", "Contents", { id }), lists], { "aria-labelledby": id });
}

/** A section with its heading. */
export function section(
  heading: Content,
  content: Content,
  { id, level }: { readonly id: string; readonly level: "h2" | "h3" },
): Html {
  return element("section", [element(level, heading, { id }), content], { "aria-labelledby": id });
}

/** A link to an element of the same page. */
export function linkTo(id: string, content: Content): Html {
  return element("a", content, { href: `#${id}` });
}

/** The id of an element about something with this name; unique if the names of a kind are. */
export function idOf(kind: string, name: string): string {
  return `${kind}-${encodeURIComponent(name.toWellFormed())}`;
}

/**
 * A table with the first cell of each row as its heading; nothing without rows. Columns without any
 * content are left out.
 */
export function htmlTable(
  caption: string,
  headings: readonly string[],
  rows: readonly (readonly Content[])[],
): Content {
  if (rows.length === 0) return "";
  const isUsed = headings.map((_, index) => rows.some((row) => row[index] !== ""));
  const inRow = (cells: readonly Content[], cell: (content: Content, index: number) => Html) =>
    element("tr", cells.filter((_, index) => isUsed[index]).map(cell));
  const table = element("table", [
    element("caption", caption),
    element("thead", inRow(headings, (heading) => element("th", heading, { scope: "col" }))),
    element("tbody", rows.map((row) => inRow(row, cellOf))),
  ]);
  return element("div", table, { class: "wide" });
}

function cellOf(content: Content, index: number): Html {
  return index === 0 ? element("th", content, { scope: "row" }) : element("td", content);
}

/** Names may be long: every text can be broken, and a table that is still too wide is scrolled. */
const STYLE =
  `:root { color-scheme: light dark; --line: #d0d7de; --soft: #f6f8fa; --quiet: #59636e; }
@media (prefers-color-scheme: dark) {
  :root { --line: #3d444d; --soft: #1c2128; --quiet: #9198a1; }
}
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 75rem; margin: 0 auto; padding: 1rem; }
h1, h2, h3 { line-height: 1.25; }
section section { margin-block: 2rem; }
code { font: 0.875rem/1.5 ui-monospace, monospace; white-space: pre-wrap; unicode-bidi: isolate; }
code { overflow-wrap: anywhere; }
h2 code, h3 code { font-size: inherit; font-weight: inherit; }
pre { background: var(--soft); border: 1px solid var(--line); margin: 0; padding: 0.5rem; }
p { white-space: pre-line; }
.wide { overflow-x: auto; margin-block: 1rem; }
table { border-collapse: collapse; }
caption { text-align: start; font-weight: 600; }
th, td { border: 1px solid var(--line); padding: 0.25rem 0.5rem; max-width: 40rem; }
th, td { text-align: start; vertical-align: top; }
th code, td code { overflow-wrap: break-word; }
thead th { background: var(--soft); }
tbody th { font-weight: inherit; }
nav ul { columns: 16rem; margin: 0; padding-inline-start: 1.25rem; }
nav li { break-inside: avoid; }
.quiet { color: var(--quiet); font-weight: normal; }
`;
