import type { Pages } from "./page.ts";

/** What may be said when migrations of a branch are planned again. */
export const REBASE_PAGES: Pages = {
  "rebase/left-out": `
A generated migration had a statement that the new one does not have.

penumbra rebase plans again what it generated, from the schemas alone. A
statement that moves rows and is not part of a rebuild was written into the
file by hand, or came of a --fill that was answered differently this time.

If it is still needed, write it into the new migration. git shows the old one.
`,
  "rebase/no-main-branch": `
Which migrations are yours cannot be told: git knows no main branch.

Yours are those that the main branch does not have. It is the upstream of the
current branch where that has another name, else what the remote calls its own
branch, else main or master.

    penumbra rebase --base origin/trunk

Name it with --base.
`,
  "rebase/not-reached": `
With the migrations written by hand behind it, another schema is reached.

Those that only move rows run after what is planned, all others before it. One
that changes the schema all the same, such as by a trigger that it creates,
leads away from the schema that is wanted.

Adapt the migration that was written by hand, and run penumbra rebase again.
`,
};
