import type { OpenrcService } from '../../facts/openrc-service.ts';
import { CannotConverge } from '../../resource.ts';
import type { Arguments, Change, Protection, Step } from '../../resource.ts';
import { sh } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import type { WantedService } from './wanted.ts';

/**
 * `nginx` for `nginx.service`: OpenRC has no other kinds.
 * @throws CannotConverge
 */
export function openrcName(unit: string): string {
  if (!unit.endsWith('.service'))
    throw new CannotConverge(`OpenRC, which started this host, has services only, and no ${unit}`);
  return unit.slice(0, -'.service'.length);
}

/** @throws CannotConverge for what OpenRC does not have */
export function openrcChanges({ state, enabled, masked }: WantedService, found: OpenrcService): readonly Change[] {
  if (masked === true)
    throw new CannotConverge(
      'OpenRC, which started this host, cannot mask a service; use enabled: false and state: stopped',
    );
  const isEnabled = found.runlevels.length > 0;
  const there =
    state === 'started' ? found.state === 'started' : found.state === 'stopped' || found.state === 'crashed';
  return [
    ...(enabled === undefined || enabled === isEnabled ? [] : [{ attribute: 'enabled', from: isEnabled, to: enabled }]),
    ...(state === undefined || there ? [] : [{ attribute: 'state', from: found.state, to: state }]),
  ];
}

/** @throws CannotConverge for a service that is not there */
export function openrcSteps(name: string, found: OpenrcService, changes: readonly Change[]): readonly Step[] {
  const to = (attribute: string): Change['to'] | undefined =>
    changes.find((change) => change.attribute === attribute)?.to;
  if (!found.exists && (to('enabled') === true || to('state') === 'started'))
    throw new CannotConverge(
      `the host has no service ${name}; install its package first, or look for the name with "rc-service --list"`,
    );
  return [
    ...(to('enabled') === true ? [step(`enable ${name}`, sh`rc-update add ${name} default`)] : []),
    ...(to('enabled') === false ? [step(`disable ${name}`, sh`rc-update delete ${name} ${found.runlevels}`)] : []),
    ...(to('state') === 'stopped' ? [step(`stop ${name}`, sh`rc-service ${name} stop`)] : []),
    // It counts as started as soon as it has a process, so it gets a second in which to fail. One that crashed is taken for started.
    ...(to('state') === 'started'
      ? [
          step(
            `start ${name}`,
            sh`${found.state === 'crashed' ? sh`rc-service ${name} zap && ` : sh``}rc-service ${name} start && sleep 1 && rc-service ${name} status >/dev/null`,
          ),
        ]
      : []),
  ];
}

/** What makes a service run and start at boot as it was observed. */
export function openrcReversal(
  name: string,
  { exists, state, runlevels }: OpenrcService,
): NonNullable<Protection['reload']> {
  if (!exists) return [];
  const verb = state === 'started' ? 'start' : 'stop';
  const command = runlevels.reduce(
    (before, level) => sh`${before} && rc-update --quiet add ${name} ${level}`,
    sh`{ rc-update --quiet --all delete ${name} || :; }`,
  );
  return [
    { title: `start ${name} where it was started`, command: withPath(command) },
    { title: `${verb} ${name}`, command: withPath(sh`rc-service --ifexists ${name} ${verb}`) },
  ];
}

/** What `register` gets. */
export function describeOpenrc(name: string, { state, runlevels }: OpenrcService): Arguments {
  return { name, state: state === 'started' ? 'started' : 'stopped', status: { state, runlevels } };
}

function step(title: string, command: Command): Step {
  return { type: 'run', title, command: withPath(command), onDisconnect: 'finish' };
}

function withPath(command: Command): Command {
  return sh`PATH=$PATH:/usr/sbin:/sbin; ${command}`;
}
