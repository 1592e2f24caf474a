import type { FactReader } from '../../fact.ts';
import { sshdSettings } from '../../facts/sshd-settings.ts';
import type { Policy } from './policy.ts';

/** The ports that sshd listens on, says `sshd -T`; none where there is no sshd, or where it does not say. */
export async function readSshPorts(host: FactReader): Promise<readonly number[]> {
  const settings = await host.read(sshdSettings, { options: [] });
  if (settings.type !== 'settings') return [];
  const listening = settings.values.get('listenaddress')?.map((address) => address.slice(address.lastIndexOf(':') + 1));
  return (listening ?? settings.values.get('port') ?? []).map(Number).filter((port) => port >= 1 && port <= 65535);
}

export function asksForSshPorts({ services }: Policy): boolean {
  return services.some(({ withSshPorts }) => withSshPorts === true);
}
