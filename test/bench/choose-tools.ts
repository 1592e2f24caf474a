import type { Tool } from './tool.ts';

/** Those that were asked for and are here, with their versions, and the names of those that are not here. */
export interface ToolChoice {
  readonly tools: readonly Tool[];
  readonly versions: Readonly<Record<string, string>>;
  readonly missing: readonly string[];
}

export async function chooseTools(wanted: readonly Tool[]): Promise<ToolChoice> {
  const found = await Promise.all(wanted.map(async (tool) => [tool, await tool.version()] as const));
  const here = found.flatMap(([tool, version]) => (version === undefined ? [] : [{ tool, version }]));
  return {
    tools: here.map(({ tool }) => tool),
    versions: Object.fromEntries(here.map(({ tool, version }) => [tool.name, version])),
    missing: found.filter(([, version]) => version === undefined).map(([tool]) => tool.name),
  };
}
