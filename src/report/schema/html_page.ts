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

/**
 * Names may be long: every text can be broken, and a table that is still too wide is scrolled. In a
 * wide window, the table of contents stays beside the content.
 */
const STYLE =
  `:root { color-scheme: light dark; --line: #d0d7de; --soft: #f6f8fa; --quiet: #59636e; }
:root { --added: #dafbe1; --changed: #fff8c5; --dropped: #ffebe9; --link: #0969da; }
@media (prefers-color-scheme: dark) {
  :root { --line: #3d444d; --soft: #1c2128; --quiet: #9198a1; }
  :root { --added: #12361f; --changed: #3a2d05; --dropped: #4a1a1c; --link: #79b8ff; }
}
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 75rem; margin: 0 auto; padding: 1rem; }
h1, h2, h3 { line-height: 1.25; }
h2 { border-bottom: 1px solid var(--line); padding-bottom: 0.25rem; }
section section { margin-block: 2rem; }
a { color: var(--link); text-decoration: none; }
a:hover, a:focus { text-decoration: underline; }
code, pre { font: 0.875rem/1.5 ui-monospace, monospace; white-space: pre-wrap; }
code, ins, mark, del { unicode-bidi: isolate; overflow-wrap: anywhere; }
h2 code, h3 code { font-size: inherit; }
h3 > code { font-weight: 600; }
.quiet code { font-weight: normal; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 0.375rem; }
pre { margin: 0; overflow: hidden; }
pre > code { display: block; padding: 0.5rem 0.75rem; }
td pre { background: none; border: none; }
td pre > code { padding: 0; }
ins, mark, del { box-sizing: border-box; display: inline-block; width: 100%; }
ins, mark, del { color: inherit; padding-inline: 0.75rem; text-decoration: none; }
ins { background: var(--added); }
mark { background: var(--changed); }
del { background: var(--dropped); }
p { white-space: pre-line; }
li p { margin: 0; }
main li { margin-block-end: 0.75rem; }
.wide { overflow-x: auto; margin-block: 1rem; }
table { border-collapse: collapse; }
caption { color: var(--quiet); text-align: start; padding-bottom: 0.25rem; }
th, td { border: 1px solid var(--line); padding: 0.25rem 0.5rem; max-width: 40rem; }
th, td { text-align: start; vertical-align: top; }
th code, td code { overflow-wrap: break-word; }
thead th { background: var(--soft); }
tbody th { font-weight: inherit; }
nav h2 { border: none; font-size: 1rem; }
nav h3 { font-size: 0.875rem; margin-block: 1rem 0.25rem; }
nav ul { columns: 16rem; list-style: none; margin: 0; padding: 0; }
nav li { break-inside: avoid; line-height: 1.375; }
.quiet { color: var(--quiet); font-weight: normal; }
@media (min-width: 64rem) {
  body { display: grid; grid-template-columns: 14rem minmax(0, 1fr); column-gap: 3rem; }
  body { max-width: 90rem; padding: 1rem 2rem; }
  h1, main { grid-column: 2; }
  nav { grid-column: 1; grid-row: 1 / span 2; position: sticky; top: 0; align-self: start; }
  nav { box-sizing: border-box; max-height: 100vh; overflow-y: auto; padding-block: 1rem; }
  nav ul { columns: auto; }
}
`;
