import type { Pages } from "./page.ts";

/** What git, or the hook in it, has to say. */
export const GIT_PAGES: Pages = {
  "git/no-base": `
The commit to compare with does not exist here.

It is named with --base. Either the name is wrong, or the branch was not
fetched: a CI job often has the commit to check and nothing else. It may also
be the branch of another repository, with no commit in common.

    git fetch origin main
    penumbra check --base origin/main

Fetch the branch, or correct the name.
`,
  "git/no-repository": `
The current folder is not in a git work tree.

hook and check --staged work on a repository. A bare repository and the inside
of a .git folder have no work tree either.

Change to the folder of the project, or run git init. penumbra check without
--staged needs no git.
`,
  "git/not-found": `
git could not be started.

It is not installed, not on the PATH, or not executable. The message has the
system's code: ENOENT means that it was not found.

Install git, and check that git --version runs in the same shell. penumbra
check without --staged needs no git.
`,
  "git/not-granted": `
Deno was not allowed to run git.

    deno run --allow-run=git --allow-env=GIT_PREFIX,GIT_INDEX_FILE,PATH …

hook and check --staged need git. check uses it too if it may, to find which
migrations the main branch already has. Without git it examines those added
since the last check, or only the last one.

Add the permissions.
`,
  "git/outside": `
The project is not in the repository in which check --staged runs.

git can only say what is staged in the repository it is asked in. Migrations
in a submodule or a nested repository belong to that one.

Run the command in the repository that contains the project.
`,
  "git/refused": `
git ended with an error.

The message and the notes quote git. A frequent cause: git distrusts a folder
of another user (safe.directory).

Run git status in the same folder.
`,
  "git/shallow": `
The clone is shallow, and lacks the commit where this branch left the main one.

check judges the migrations that the main branch does not have. Without that
commit it judges only the last one, or those since the last check, and finds
neither edited nor removed migrations.

Fetch the whole history:

    fetch-depth: 0             GitHub, at actions/checkout
    GIT_DEPTH: 0               GitLab, under variables
    git fetch --unshallow      anywhere else
`,
  "git/unmerged": `
A file to be checked has a merge conflict.

While a merge is not resolved the index has several versions of the file, so
there is no single next commit to check.

Resolve the conflict, and run git add for the file. Two migrations that both
branches added are not a conflict for git; check reports it if one would undo
the other.
`,
  "hook/managed": `
lefthook, husky or pre-commit manages the hooks of this repository.

These tools write the files in .git/hooks themselves, and would overwrite or
bypass ours. penumbra therefore changes nothing, prints the lines for the tool
to stdout and exits with 1, because no hook is in place yet.

Put the lines into the file that the hint names.
`,
  "hook/name-taken": `
An existing hook cannot be kept: the name for it is taken.

install renames an existing hook and runs it first; uninstall restores it.
Renaming would overwrite a file left over under that name.

Look at the file that the message names, then delete or rename it.
`,
  "hook/no-configuration": `
The project is below the top of the work tree and has no penumbra.json.

git runs hooks at the top of the work tree. From there the hook has to find
the project, and only a configuration file names its folder, migrations and
schema.

Run penumbra init in the folder of the project, then install the hook.
`,
  "hook/outside": `
The project is not in the work tree in which the hook would be installed.

A hook belongs to one repository and checks what is committed there. With
--config the project can be in another one.

Run penumbra hook install in the repository that contains the project.
`,
  "hook/shared-folder": `
core.hooksPath makes every repository use the same folder of hooks.

A hook written there would run in all of them. penumbra therefore prints a
line that does nothing where the project is not, and exits with 1.
https://git-scm.com/docs/git-config#Documentation/git-config.txt-corehooksPath

Put the line into the pre-commit file of that folder, or unset core.hooksPath
and install again.
`,
};
