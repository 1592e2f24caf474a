import { workload } from './workload.ts';

/** What a template of the workload is on a host. Throws for a name that it does not know. */
export function renderTemplate(text: string, host: string): string {
  const values: Readonly<Record<string, string>> = { ...workload.variables, inventory_hostname: host };
  return text.replaceAll(/\{\{ (\w+) \}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the workload has no variable ${name}`);
    return value;
  });
}
