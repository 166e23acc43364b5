import type { Diagnostic } from "../../base/diagnostic.ts";
import type { Change } from "../../diff/change.ts";
import { linkTo, type PageSection, renderPage, section } from "../schema/html_page.ts";
import {
  code,
  type Content,
  element,
  type Html,
  onOneLine,
  sqlBlock,
} from "../schema/html_text.ts";
import { type ChangeGroup, changeGroups, type ChangeMark } from "./changes.ts";

/** What a page about changes shows. */
export interface ChangesPage {
  readonly changes: readonly Change[];
  /** The SQL that makes them; absent if a diagnostic says why there is none. */
  readonly sql?: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Changes as a page: the objects that are added, changed and dropped, each with the changes of its
 * parts, then diagnostics and the SQL. Ends with a line break.
 */
export function renderHtmlChanges({ changes, sql, diagnostics }: ChangesPage): string {
  const groups = changeGroups(changes).map((group, index) => ({ ...group, id: `change-${index}` }));
  const markSection = (mark: ChangeMark, heading: string): PageSection => {
    const own = groups.filter((group) => group.mark === mark);
    return {
      id: heading.toLowerCase(),
      heading,
      links: own.map(({ id, title }) => linkTo(id, code(title))),
      content: own.map(groupSection),
    };
  };
  const marks = [
    markSection("+", "Added"),
    markSection("~", "Changed"),
    markSection("-", "Dropped"),
  ];
  const sections = [
    ...marks.filter(({ links }) => links.length > 0),
    ...(diagnostics.length === 0 ? [] : [notesSection(diagnostics)]),
    ...(changes.length === 0 ? [] : [sqlSection(sql)]),
  ];
  const lead = changes.length === 0 ? "No difference" : undefined;
  return renderPage({ title: "Changes", lead, sections });
}

/** An object with the changes of its parts, a line each. */
function groupSection({ id, title, parts }: ChangeGroup & { readonly id: string }): Html {
  const lines = parts.map(({ mark, phrase }) =>
    element(ELEMENTS[mark], onOneLine(`${mark} ${phrase}`))
  );
  const content: Content = lines.length === 0 ? "" : element("pre", lines);
  return section(code(title), content, { id, level: "h3" });
}

const ELEMENTS = { "+": "ins", "~": "mark", "-": "del" } as const;

function notesSection(diagnostics: readonly Diagnostic[]): PageSection {
  const items = diagnostics.map(({ severity, message, notes = [], hint }) => {
    const lines = [
      `${severity}: ${message}`,
      ...notes.map((note) => `note: ${note}`),
      ...(hint === undefined ? [] : [`hint: ${hint}`]),
    ];
    return element("li", lines.map((line) => element("p", line)));
  });
  return { id: "notes", heading: "Notes", links: [], content: element("ul", items) };
}

function sqlSection(sql: string | undefined): PageSection {
  const content = sql === undefined ? element("p", "None: the notes say why") : sqlBlock(sql);
  return { id: "sql", heading: "SQL", links: [], content };
}
