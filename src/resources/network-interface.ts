import { defineResource } from '../definition.ts';
import type { FactReader } from '../fact.ts';
import { fileContent } from '../facts/file-content.ts';
import { fileState } from '../facts/file-state.ts';
import { interfaceManagers } from '../facts/interface-managers.ts';
import { interfaceState } from '../facts/interface-state.ts';
import { sshSession } from '../facts/ssh-session.ts';
import { fileText } from './file-text.ts';
import { networkInterfaceArguments } from './network-interface/arguments.ts';
import { chooseBackend } from './network-interface/choose-backend.ts';
import { interfaceChanges } from './network-interface/diff.ts';
import type { ObservedInterface } from './network-interface/observed.ts';
import { interfaceProtection } from './network-interface/protection.ts';
import { interfaceSteps } from './network-interface/steps.ts';
import { wantedInterface } from './network-interface/wanted.ts';
import type { WantedInterface } from './network-interface/wanted.ts';

export const networkInterface = defineResource<WantedInterface, ObservedInterface>({
  kind: 'network_interface',
  schema: networkInterfaceArguments,
  risk: 'connectivity',
  wanted: wantedInterface,
  observe,
  diff: interfaceChanges,
  steps: interfaceSteps,
  protects: interfaceProtection,
  facts: (_, { backend, state }) => ({ backend: backend.name, addresses: state.addresses, mtu: state.mtu }),
});

async function observe(wanted: WantedInterface, host: FactReader): Promise<ObservedInterface> {
  const [state, managers, session, resolvconf] = await Promise.all([
    host.read(interfaceState, wanted.name),
    host.read(interfaceManagers, wanted.name),
    host.read(sshSession, null),
    host.read(fileState, '/sbin/resolvconf'),
  ]);
  const backend = chooseBackend(wanted, managers);
  const path = backend.path(wanted.name);
  const text = fileText(path, await host.read(fileContent, path));
  return { state, managers, session, backend, text, resolvconf: resolvconf.type !== 'absent' };
}
