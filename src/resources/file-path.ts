import { ArgumentError } from '../resource.ts';

/**
 * An absolute path on a host, without doubled slashes and without one at its end.
 * @throws ArgumentError
 */
export function filePath(argument: string, path: string): string {
  if (path.startsWith('~'))
    throw new ArgumentError(
      argument,
      `"${argument}" must be absolute: ~ is not expanded`,
      'write the home directory out',
    );
  if (!path.startsWith('/'))
    throw new ArgumentError(argument, `"${argument}" must be absolute, not ${JSON.stringify(path)}`);
  if (/[\n\0]/.test(path)) throw new ArgumentError(argument, `"${argument}" must not hold line breaks or NUL bytes`);
  return path.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
}

/** The path of something below a directory. */
export function inDirectory(directory: string, name: string): string {
  return `${directory === '/' ? '' : directory}/${name}`;
}
