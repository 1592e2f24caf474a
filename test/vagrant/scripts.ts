import { pathToFileURL } from 'node:url';

/** What the plain scripts export; they have no types of their own. */
interface Scripts {
  'box-recipe': {
    readonly boxName: (parts: unknown) => string;
    readonly bootstrapCommand: (
      directory: string,
      archive: { readonly sources: string; readonly settings: string },
      setup: { readonly script: string; readonly key: string; readonly certificates: readonly string[] },
    ) => readonly string[];
  };
  'last-lines': { readonly lastLines: (text: string, most?: number) => string };
  steps: {
    readonly stepRunner: (
      write: (text: string) => void,
      now: () => number,
    ) => {
      readonly counts: { readonly passed: number; readonly failed: number };
      readonly step: <T>(name: string, run: () => Promise<T>) => Promise<T>;
    };
  };
}

export async function script<K extends keyof Scripts>(name: K): Promise<Scripts[K]> {
  return (await import(pathToFileURL(`scripts/vagrant/${name}.js`).href)) as Scripts[K];
}
