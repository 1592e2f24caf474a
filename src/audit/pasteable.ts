/** What a host said, for a command that somebody will paste into a shell: as it is where it can do no harm there, else a word to be replaced. */
export function pasteable(said: string, otherwise: string): string {
  return /^[\w/.@+-]+$/.test(said) ? said : otherwise;
}
