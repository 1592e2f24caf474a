import { execFile } from 'node:child_process';

/** The commit that a directory stands at, and whether all of it is committed; nothing where git does not keep it. */
export async function revisionOf(
  directory: string,
): Promise<{ readonly commit: string; readonly clean: boolean } | undefined> {
  const commit = await git(directory, ['rev-parse', 'HEAD']);
  const changes = await git(directory, ['status', '--porcelain', '--', '.']);
  return commit === undefined || changes === undefined ? undefined : { commit: commit.trim(), clean: changes === '' };
}

function git(directory: string, words: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile('git', ['-C', directory, ...words], { timeout: 10_000 }, (error, stdout) =>
      resolve(error === null ? stdout : undefined),
    );
  });
}
