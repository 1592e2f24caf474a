import type { Step } from '../../../resource.ts';
import { sh } from '../../../shell.ts';
import type { IpFamily } from '../ip-address.ts';

/** Judges all texts before the first is loaded, so that a mistake in one leaves the other alone. Each is one transaction. */
export function loadRules(texts: readonly { readonly family: IpFamily; readonly text: string }[]): readonly Step[] {
  const step = (verb: string, option: readonly string[], family: IpFamily, text: string): Step => ({
    type: 'run',
    title: `${verb} the ${family} rules`,
    command: sh`PATH=$PATH:/usr/sbin:/sbin; ${tools[family]} --noflush --wait=30 ${option}`,
    stdin: new TextEncoder().encode(text),
  });
  return [
    ...texts.map(({ family, text }) => step('check', ['--test'], family, text)),
    ...texts.map(({ family, text }) => step('load', [], family, text)),
  ];
}

const tools: Readonly<Record<IpFamily, string>> = { ipv4: 'iptables-restore', ipv6: 'ip6tables-restore' };
