import type { Step } from '../resource.ts';
import { modeFor } from './file-attributes.ts';
import type { WantedAttributes } from './file-attributes.ts';

/** Makes a directory and those above it that are missing; all new ones get the same attributes, as with Ansible. */
export function makeDirectory(path: string, attributes: WantedAttributes): Step {
  const { owner, group } = attributes;
  return {
    type: 'directory',
    path,
    mode: modeFor(attributes, undefined, 'directory') ?? '0755',
    ...(owner !== undefined && { owner }),
    ...(group !== undefined && { group }),
  };
}
