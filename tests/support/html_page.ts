import assert from "node:assert/strict";
import fc from "npm:fast-check@4.10.2";

/** Where the texts of a page begin: whatever is before is the same in all pages. */
const HEAD_END = "</head>\n";

/** A tag as penumbra writes it; a value in it contains nothing that ends it. */
const TAG = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+="(?:[^"<>&]|&(?:amp|colon|num|quot);)*")*)>/y;

/** A text without a meaning in HTML, and without control characters. */
// deno-lint-ignore no-control-regex -- It excludes control characters.
const TEXT = /(?:[^<>&"\x00-\x08\x0b-\x1f\x7f-\x9f]|&(?:amp|colon|gt|lt|num|quot);)+/y;

const ATTRIBUTE = / (id|href|aria-labelledby)="([^"]*)"/g;

/**
 * The tags of a page, without the values of their attributes. Asserts that the page contains nothing
 * but tags and escaped texts, that every element is closed, that no id is used twice, and that every
 * link leads to one.
 */
export function tagsOf(page: string): string[] {
  const start = page.indexOf(HEAD_END) + HEAD_END.length;
  assert.equal(page.slice(0, start).includes("<script"), false);
  const [tags, open, ids, references]: string[][] = [[], ["html"], [], []];
  let at = start;
  while (at < page.length) {
    TEXT.lastIndex = TAG.lastIndex = at;
    const text = TEXT.exec(page);
    const tag = TAG.exec(page);
    assert(text !== null || tag !== null, `neither a tag nor a text: ${page.slice(at, at + 60)}`);
    at += (text ?? tag)![0].length;
    if (tag === null) continue;
    const [, slash, name, attributes] = tag;
    tags!.push(tag[0].replace(/"[^"]*"/g, ""));
    if (slash === "/") assert.equal(open!.pop(), name);
    else open!.push(name!);
    for (const [, key, value] of attributes!.matchAll(ATTRIBUTE)) {
      if (key === "id") ids!.push(value!);
      else references!.push(value!.replace(/^#/, ""));
    }
  }
  assert.deepEqual(open, []);
  assert.equal(new Set(ids).size, ids!.length, "an id is used twice");
  assert.deepEqual(references!.filter((id) => !ids!.includes(id)), []);
  return tags!;
}

/** What is in the body of a page. */
export function bodyOf(page: string): string {
  return /<body>\n(.*)<\/body>/s.exec(page)![1]!;
}

/** The text that a reader sees, with `|` between the cells of a table. */
export function textOf(page: string): string {
  return bodyOf(page).replace(/<\/t[dh]><t[dh][^>]*>/g, "|").replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

/** What has a meaning in HTML, in an attribute, to a terminal or to a CI service. */
const BITS = ["a", "</script><img onerror=alert(1)>", "<!--", "-->", "]]>", "&lt;", "&#60;", "&"]
  .concat(['"', "'", "`", "=", "/>", "<b", "</code></pre>", "%20", "#", "\n", "\r", "\t", "  "])
  .concat([
    "::add-mask::",
    "##[error]",
    "\x1b[2J",
    "\u202e",
    "\ufffe",
    "ü",
    "日本",
    "😀",
    "?",
    "..",
  ]);

/** Texts of them. */
export const HOSTILE_TEXT = fc.array(fc.constantFrom(...BITS), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(""));
