import type { Pages } from "./page.ts";

/** What `check` and the files that it keeps say. */
export const CHECK_PAGES: Pages = {
  "cache/differs": `
The cache ".schema.json" does not match the files it was made from.

The cache only saves time. It is signed with a key in the .git folder, and one
that was edited is ignored. With --no-cache, with --verify and in CI
everything is replayed, and the cache is compared with the result. Here the
signature is right and the content is not. The result of this run comes from
the SQL, not from the cache.

Delete the file: the next run writes it again. If nobody has tampered with it,
penumbra has a bug: please report how it came to be.
`,
  "check/left-out-of-merge": `
Part of a merge was not checked, because nobody has reviewed it yet.

A merge brings in files that others wrote. A command: source or entities in
TypeScript are programs, and a changed penumbra.json can name any program, so
the hook runs none of them in a merge. The migrations are still replayed and
checked, unless the merge changes penumbra.json.

Review what was merged, then run the command in the hint.
`,
  "check/missing-migration": `
The schema has changes that no migration makes.

check replays the migrations in memory and compares the result with the
schema. The notes list the differences. A database that runs these migrations
would not get the schema that your code expects.

    CREATE TABLE users (id INTEGER PRIMARY KEY, bio TEXT);  -- no file adds bio

Run penumbra generate, and commit the file it writes together with the schema.
What a note says a handwritten migration creates belongs in the schema instead.
`,
  "check/not-judged": `
The time limit was over before all migrations were judged.

lint and check --all run each migration separately, on the rows that a database
might have at that point. That takes some 10 ms for each, and longer the more
tables it reaches. What was found until then is reported, and so is all advice,
which takes no rows; the migrations from the one named on were not judged.

    penumbra lint --time-limit 180

Run the command of the hint, or the same again: with a cache it continues.
In CI, judge what a branch adds: penumbra check, or penumbra lint --new.
`,
  "check/not-staged": `
What is staged does not pass, but the files on disk do.

check --staged reads the next commit, not the working tree. A migration or
schema was written or corrected on disk and git add has not been run for it
since. git commit with paths commits nothing but those paths, even if more is
staged.

Run the git add of the hint, and commit again.
`,
  "check/unstaged-entities": `
A script on disk differs from what is staged, so entities cannot be checked.

check --staged runs entities as they are staged, together with every file they
import. If the source text alone does not show what a file imports or reads
(packages, files, a computed import), the disk must have the same content as
the next commit. Otherwise the files that are checked would not be those of
the commit.

Stage the file, or set the changes aside with git stash --keep-index.
`,
  "generate/meanwhile": `
A migration was added to the folder, or removed, while this one was being made.

A migration continues the history that was read at the start. With another
file in between it could repeat a version, or undo what that file does; without
one, as after a squash, it could need what is gone. Nothing was written.

Run the same command again: it then starts from the files that are there.
`,
};
