import type { HostEvidence } from '../evidence/host-evidence.ts';

/** Addresses that keepalived moves between hosts; nothing where there is no keepalived. */
export function movingAddresses({ files }: HostEvidence): readonly string[] | undefined {
  const text = files.get('/etc/keepalived/keepalived.conf');
  if (text === undefined) return undefined;
  const blocks = [...text.replaceAll(/[#!].*/g, '').matchAll(/virtual_ipaddress(?:_excluded)?\s*\{([^}]*)\}/g)];
  return blocks.flatMap(([, block = '']) =>
    block.split('\n').flatMap((line) => /^\s*([\da-fA-F.:]+)/.exec(line)?.[1] ?? []),
  );
}
