import { sh } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import type { Protection, Trial } from '../../resource.ts';
import { watchScript } from './watch-script.ts';
import type { WantedConfigTree } from './wanted.ts';

/**
 * How the host finds out whether a tree holds, and what it needs to go back.
 *
 * @param touched what the steps may touch
 * @param running whether there is a process that has to be told
 */
export function treeProtection(wanted: WantedConfigTree, touched: readonly string[], running: boolean): Protection {
  const { unit, apply } = wanted;
  const told = running && unit !== undefined && apply !== 'nothing' ? { unit, apply } : undefined;
  return {
    paths: touched,
    reload: told ? [{ title: `${told.apply} ${told.unit}`, command: toldAgain(wanted, told) }] : [],
    trial: treeTrial(wanted, told),
  };
}

/**
 * Whatever state it is in: a service that did not survive the new files is started again. Then it is waited for, because nginx tries
 * a port that is taken for seconds before it looks at anything else; what it does not do now, it may not have done before either.
 */
function toldAgain(wanted: WantedConfigTree, { unit, apply }: Told): Command {
  const { before, proof } = watchScript({ ...wanted, alarm: undefined }, unit);
  return sh`${before}\n${forgive(unit)}; systemctl ${undoing[apply]} -- ${unit} || exit\n( ${proof}\n) || :`;
}

/** One that its package has started again and again without any configuration would be refused a start for that. */
function forgive(unit: string): Command {
  return sh`systemctl reset-failed -- ${unit} 2>/dev/null`;
}

const undoing = { reload: 'reload-or-restart', restart: 'restart' } as const;

interface Told {
  readonly unit: string;
  readonly apply: 'reload' | 'restart';
}

function treeTrial(wanted: WantedConfigTree, told: Told | undefined): Trial {
  const { tree, paths, check, risk } = wanted;
  const staged = check.includes('%t') && { paths, check: checked(check, sh`"$staged"${tree.root}`) };
  const watch = told && watchScript(wanted, told.unit);
  return {
    ...(staged && { staged }),
    ...(watch && { before: watch.before, evidence: watch.evidence }),
    proofs: [
      { title: 'check it in its place', command: checked(check, sh`${tree.root}`) },
      ...(told
        ? [
            {
              title: `${told.apply} ${told.unit}`,
              command: sh`${forgive(told.unit)}; systemctl ${told.apply} -- ${told.unit}`,
            },
          ]
        : []),
      ...(told && watch ? [{ title: `see ${told.unit} at work`, command: watch.proof }] : []),
    ],
    settledBy: risk === 'connectivity' ? 'connection' : 'host',
  };
}

/** In a shell of its own, so that nothing in it can end ours or be wrong for more than itself. */
function checked(check: string, root: Command): Command {
  return sh`tree=${root}; export tree; sh -c ${check.replaceAll('%t', '$tree')} </dev/null`;
}
