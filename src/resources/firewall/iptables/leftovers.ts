import type { Change, Step } from '../../../resource.ts';
import { sh } from '../../../shell.ts';
import type { Observed } from '../observed.ts';
import { fileChange, presentText } from '../present-file.ts';
import { familiesOf, liveChains } from './live-chains.ts';
import { loadRules } from './load-rules.ts';
import { hooks, ownedChainName } from './owned-chains.ts';
import { persistedPaths, unitName } from './persistence.ts';
import { removalText } from './restore-text.ts';

/** What this backend left on a host that another backend now keeps. */
export function leftovers(observed: Observed): readonly Change[] {
  const chains = familiesOf(observed).flatMap((family) => {
    const names = hooks
      .map(ownedChainName)
      .filter((name) => liveChains(observed, family).some((chain) => chain.name === name));
    return names.map((name) => ({ attribute: `${family} ${name}`, from: 'present', to: 'absent' }));
  });
  const files = presentFiles(observed).map(([path, text]) => fileChange(path, text, undefined));
  return [
    ...chains,
    ...files,
    ...(isEnabled(observed) ? [{ attribute: unitName, from: 'enabled', to: 'absent' }] : []),
  ];
}

/** The chains go first: should a later step fail, the next boot still has the saved rules. */
export function removeLeftovers(observed: Observed): readonly Step[] {
  const texts = familiesOf(observed).map((family) => ({ family, text: removalText(liveChains(observed, family)) }));
  const files = presentFiles(observed).map(([path]): Step => ({ type: 'remove', path }));
  const disabling = isEnabled(observed) ? [disable] : [];
  return [
    ...loadRules(texts.filter(({ text }) => text !== '')),
    ...disabling,
    ...files,
    ...(files.length > 0 ? [reload] : []),
  ];
}

const disable: Step = { type: 'run', title: `disable ${unitName}`, command: sh`systemctl --quiet disable ${unitName}` };

const reload: Step = { type: 'run', title: 'let systemd read its units again', command: sh`systemctl daemon-reload` };

function presentFiles(observed: Observed): readonly (readonly [string, string])[] {
  return Object.values(persistedPaths).flatMap((path) => {
    const text = presentText(observed, path);
    return text === undefined ? [] : [[path, text] as const];
  });
}

function isEnabled({ units }: Observed): boolean {
  return units.get(unitName)?.unitFile === 'enabled';
}
