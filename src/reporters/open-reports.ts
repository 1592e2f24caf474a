import type { Reporter, RunAbout, RunSurroundings } from '../reporter.ts';
import { runRecord } from './run-record.ts';

/**
 * The reporters that keep a run in files, each in the form that its name says.
 *
 * @param now milliseconds since 1970
 * @param keep writes a file as a whole
 */
export async function openReports(
  {
    files,
    about,
    around,
  }: { readonly files: readonly string[]; readonly about: RunAbout; readonly around: RunSurroundings },
  now: () => number,
  keep: (file: string, text: string) => void,
): Promise<readonly Reporter[]> {
  return await Promise.all(
    files.map(async (file) => {
      const write = (text: string): void => keep(file, text);
      if (file.endsWith('.html')) return (await import('./html-report.ts')).htmlReport(about, now, write, around);
      if (file.endsWith('.xml')) return (await import('./junit-report.ts')).junitReport(about, now, write);
      return runRecord(about, () => new Date(now()).toISOString(), write);
    }),
  );
}
