/** Where a run keeps things on hosts that belong to it. Absolute; parameters, so that tests need not share one machine's. */
export interface HostPaths {
  /** Gone after a reboot: `/run`. Root's runs keep theirs in `rackwright` below. */
  readonly runtime: string;
  /** What outlives runs: `/var/lib`. Root's runs keep theirs in `rackwright` below. */
  readonly state: string;
  /** Units of ours for systemd: `/etc/systemd/system`. */
  readonly units: string;
}

export const usualHostPaths: HostPaths = { runtime: '/run', state: '/var/lib', units: '/etc/systemd/system' };
