import assert from "node:assert/strict";
import { findMergeMarker } from "./merge_markers.ts";

const MERGE = "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> feature\n";

Deno.test("findMergeMarker() finds a merge conflict", () => {
  for (const text of [MERGE, `x\n${MERGE}`, MERGE.replaceAll("\n", "\r\n")]) {
    const found = findMergeMarker(text);
    assert.equal(text.slice(found?.startOffset, found?.endOffset), "<<<<<<< HEAD");
  }
});

Deno.test("findMergeMarker() ignores incomplete markers", () => {
  const parts = [
    "",
    "=======\n",
    MERGE.replace("=======", "======"),
    MERGE.replace(/^<+/, "<<"),
    MERGE.replace("<<<<<<<", " <<<<<<<"),
    MERGE.replace(">>>>>>>", "->>>>>>>"),
  ];
  for (const text of parts) assert.equal(findMergeMarker(text), undefined, text);
});
