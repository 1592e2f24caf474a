export const directory = '/etc/rackwright/firewall';

export const unitName = 'rackwright-firewall.service';

/** The rules of a backend lie in its own files; script and unit load whatever is there. */
export const persistedPaths = {
  ipv4: `${directory}/ipv4.rules`,
  ipv6: `${directory}/ipv6.rules`,
  nft: `${directory}/table.nft`,
  script: `${directory}/restore`,
  unit: `/etc/systemd/system/${unitName}`,
} as const;
