import type { Change, Step } from '../../../resource.ts';
import { sh } from '../../../shell.ts';
import type { Observed } from '../observed.ts';
import { fileChange, presentText } from '../present-file.ts';
import { persistedPaths, unitName } from './paths.ts';

/** Script and unit, on a host whose rules are loaded by somebody else now. */
export function bootLeftovers(observed: Observed): readonly Change[] {
  const enabled = isEnabled(observed) ? [{ attribute: unitName, from: 'enabled', to: 'absent' }] : [];
  return [...savedLeftovers(observed, bootPaths), ...enabled];
}

/** The unit goes first: without its script it would only be skipped. */
export function removeBoot(observed: Observed): readonly Step[] {
  const files = removeSaved(observed, bootPaths);
  return [...(isEnabled(observed) ? [disable] : []), ...files, ...(files.length > 0 ? [reload] : [])];
}

/** Those of the saved files that are there. */
export function savedLeftovers(observed: Observed, paths: readonly string[]): readonly Change[] {
  return paths.flatMap((path) => {
    const text = presentText(observed, path);
    return text === undefined ? [] : [fileChange(path, text, undefined)];
  });
}

export function removeSaved(observed: Observed, paths: readonly string[]): readonly Step[] {
  return paths.flatMap((path): readonly Step[] =>
    presentText(observed, path) === undefined ? [] : [{ type: 'remove', path }],
  );
}

const bootPaths = [persistedPaths.script, persistedPaths.unit];

const disable: Step = { type: 'run', title: `disable ${unitName}`, command: sh`systemctl --quiet disable ${unitName}` };

const reload: Step = { type: 'run', title: 'let systemd read its units again', command: sh`systemctl daemon-reload` };

function isEnabled({ units }: Observed): boolean {
  return units.get(unitName)?.unitFile === 'enabled';
}
