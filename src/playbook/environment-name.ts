/** Why a name cannot be that of an environment variable; nothing when it can. */
export function environmentNameProblem(name: string): string | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return `"${name}" is no name of an environment variable`;
  return reserved.has(name) ? `"${name}" would change how the host's shell reads scripts` : undefined;
}

const reserved: ReadonlySet<string> = new Set([
  'IFS',
  'OPTIND',
  'PS4',
  'PPID',
  'SHELLOPTS',
  'BASHOPTS',
  'ENV',
  'BASH_ENV',
]);
