import { renderTemplate } from './render-template.ts';
import { workload } from './workload.ts';

/** All files of the workload with their content on this host: path → text and mode (octal digits). */
export function hostFiles(host: string): ReadonlyMap<string, { readonly text: string; readonly mode: string }> {
  const { templates, files, sysctls, lines } = workload;
  return new Map([
    ...templates.map(({ path, text, mode }) => [path, { text: renderTemplate(text, host), mode }] as const),
    ...[...files, ...sysctls].map(({ path, text, mode }) => [path, { text, mode }] as const),
    ...lines.map(({ path, after }) => [path, { text: after, mode: '0644' }] as const),
  ]);
}
