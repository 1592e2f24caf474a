import type { Step } from '../../resource.ts';
import { sh } from '../../shell.ts';
import type { ObservedInterface } from './observed.ts';
import type { WantedInterface } from './wanted.ts';

/** The file first, then what is in effect: whatever it was before, it is made as the file says. */
export function interfaceSteps(wanted: WantedInterface, { backend, text, state }: ObservedInterface): readonly Step[] {
  const { name, present } = wanted;
  const addresses = wanted.addresses.map((each) => each.text);
  const path = backend.path(name);
  const after = backend.text(wanted);
  const validate = backend.validate?.(path);
  const file: readonly Step[] = !present
    ? [{ type: 'remove', path }]
    : after === text
      ? []
      : [
          {
            type: 'write',
            path,
            content: new TextEncoder().encode(after),
            mode: backend.mode,
            owner: 'root',
            group: 'root',
            ...(validate !== undefined && { validate }),
          },
        ];
  if (state.mtu === 0) return file;
  const flush = sh`\nPATH=$PATH:/usr/sbin:/sbin; ip addr flush dev ${name} scope global`;
  return [
    ...(present || text !== undefined ? file : []),
    {
      type: 'run',
      title: `set up ${name}`,
      command: present ? backend.apply(name, addresses) : sh`( ${backend.apply(name, addresses)}\n) || exit${flush}`,
      onDisconnect: 'finish',
      timeoutMs: 60_000,
    },
  ];
}
