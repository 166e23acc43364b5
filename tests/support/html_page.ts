import assert from "node:assert/strict";

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
