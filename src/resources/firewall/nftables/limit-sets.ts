import type { IpFamily } from '../ip-address.ts';
import { ipFamilies } from '../ip-address.ts';
import type { Policy, Service } from '../policy.ts';

/** The sets in which the kernel keeps who opened how many connections, and who is refused for it. */
export function limitSets({ services }: Policy): readonly (readonly string[])[] {
  return services.flatMap(({ name, limit, peers }) =>
    limit === undefined
      ? []
      : ipFamilies
          .filter((family) => peers[family].length > 0)
          .flatMap((family) =>
            (['counted', 'refused'] as const).map((use) => setText(use, family, name, limit.seconds)),
          ),
  );
}

export function limitSetName(use: 'counted' | 'refused', family: IpFamily, { name }: Pick<Service, 'name'>): string {
  return `${use}-${family}-${name}`;
}

/** What is counted as one: whoever has one IPv6 address usually has all of its /64. */
export const limitKey: Readonly<Record<IpFamily, string>> = {
  ipv4: 'ip saddr',
  ipv6: 'ip6 saddr & ffff:ffff:ffff:ffff::',
};

/** A full set refuses nobody new, and costs the kernel a few megabytes at most. */
function setText(use: 'counted' | 'refused', family: IpFamily, name: string, seconds: number): readonly string[] {
  return [
    `set ${limitSetName(use, family, { name })} {`,
    `\ttype ${family}_addr`,
    '\tsize 65535',
    '\tflags dynamic,timeout',
    `\ttimeout ${seconds}s`,
    '}',
  ];
}
