import { readFileSync, writeFileSync } from 'node:fs';
import { problem } from '../../diagnostics/diagnostic.ts';
import { InputError } from '../../diagnostics/errors.ts';
import { jsonObject } from '../../json-object.ts';

/** A plan that a run can be bound to. It holds digests only, so that it tells nothing about the hosts. */
export interface PlanFile {
  /** As on the command line. */
  readonly playbook: string;
  /** Of all texts that playbook and roles consist of, and of the choice of tasks. */
  readonly sources: string;
  /** Who made it, and when. */
  readonly made: string;
  /** What was found on each host. */
  readonly hosts: Readonly<Record<string, string>>;
}

const format = 'rackwright plan 1';

/** @throws InputError when it cannot be written */
export function writePlanFile(path: string, plan: PlanFile): void {
  try {
    writeFileSync(path, `${JSON.stringify({ format, ...plan }, undefined, 2)}\n`, { mode: 0o600 });
  } catch (error) {
    throw new InputError([problem('file-missing', `the plan cannot be written: ${reason(error)}`, undefined)]);
  }
}

/** @throws InputError when there is none, or it is something else */
export function readPlanFile(path: string): PlanFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new InputError([
      problem('file-missing', `the plan cannot be read: ${reason(error)}`, undefined, {
        hint: `make it with: rackwright plan PLAYBOOK --out ${path}`,
      }),
    ]);
  }
  const plan = parse(text);
  if (plan === undefined)
    throw new InputError([
      problem('bad-value', `${path} is no plan, or one of another version of Rackwright`, undefined),
    ]);
  return plan;
}

function parse(text: string): PlanFile | undefined {
  const { format: found, playbook, sources, made, hosts } = jsonObject(text) ?? {};
  if (found !== format || typeof playbook !== 'string' || typeof sources !== 'string' || typeof made !== 'string')
    return undefined;
  if (typeof hosts !== 'object' || hosts === null) return undefined;
  const digests = Object.entries(hosts).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { playbook, sources, made, hosts: Object.fromEntries(digests) };
}

function reason(error: unknown): string {
  return (error as Error).message;
}
